/** Milliseconds since 1970-01-01T00:00:00Z, always given by the caller. */
export type EpochMs = number;

/** The settings of a queue that its state machine obeys. All durations in milliseconds. */
export interface EngineSettings {
  /** How long a message is kept, counted from its put. */
  readonly retentionMs: number;
  /** Receptions after which a lapse moves a message to the dead-letter queue; 0: never. */
  readonly maxDeliveries: number;
  /**
   * What an update that would hide a message past its own expiry does. `clamp` (default): hides it until the
   * expiry. `reject`: changes nothing and answers `past-retention`. OCI documents the rule, not the reaction.
   * A get always clamps.
   */
  readonly pastRetention?: 'clamp' | 'reject';
  /**
   * true: a delivery can no longer be updated or deleted once its lease has ended, which for a peek is at once.
   * false (default): it can until the message is delivered again. OCI documents neither.
   */
  readonly staleAfterLapse?: boolean;
}

/** A consumer group of its own visibility, counts and dead letters. One primary group for now. */
export type GroupId = string;
export const PRIMARY_GROUP: GroupId = 'primary';

/** What is stored of a message, the same for every group. */
export interface StoredMessage {
  /** Rises by one per put, from 1. The wire makes the service's id from it. */
  readonly sequence: number;
  readonly content: string;
  /** Absent: the queue's own unnamed channel. */
  readonly channel?: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly createdAtMs: EpochMs;
  readonly expiresAtMs: EpochMs;
}

/** Names one delivery: dies when the message is delivered again, deleted, expired or dead-lettered. */
export interface DeliveryRef {
  readonly group: GroupId;
  readonly sequence: number;
  readonly deliveryCount: number;
}

export interface DeliveredMessage {
  readonly message: StoredMessage;
  readonly ref: DeliveryRef;
  readonly deliveryCount: number;
  /** End of the lease; equals the time of the call for a peek. */
  readonly visibleAfterMs: EpochMs;
}

/** Every change of state, as data: durability, history and metrics read these. */
export type EngineChange =
  | { readonly kind: 'stored'; readonly atMs: EpochMs; readonly message: StoredMessage }
  /** Hidden until `visibleAfterMs`; a peek has `visibleAfterMs === atMs` and leaves the message where it was. */
  | {
      readonly kind: 'delivered';
      readonly atMs: EpochMs;
      readonly ref: DeliveryRef;
      readonly visibleAfterMs: EpochMs;
    }
  /** An update moved the end of the lease, or began a new one for a message that had become visible. */
  | {
      readonly kind: 'hidden';
      readonly atMs: EpochMs;
      readonly ref: DeliveryRef;
      readonly visibleAfterMs: EpochMs;
    }
  /** The lease ended (or an update set it to 0): visible again. */
  | { readonly kind: 'lapsed'; readonly atMs: EpochMs; readonly ref: DeliveryRef }
  | { readonly kind: 'dead-lettered'; readonly atMs: EpochMs; readonly ref: DeliveryRef }
  | { readonly kind: 'deleted'; readonly atMs: EpochMs; readonly ref: DeliveryRef }
  /** Retention ended, on the queue or in its dead-letter queue. */
  | {
      readonly kind: 'expired';
      readonly atMs: EpochMs;
      readonly group: GroupId;
      readonly sequence: number;
      readonly deliveryCount: number;
      readonly wasDeadLetter: boolean;
    };

export interface PutEntry {
  readonly content: string;
  readonly channel?: string;
  readonly properties?: Readonly<Record<string, string>>;
}

export interface GetRequest {
  /** Most messages to return, 1 or more. */
  readonly limit: number;
  /** How long they stay hidden; 0 looks at them and counts a delivery all the same. */
  readonly visibilityMs: number;
  /** Exactly this channel; absent: one channel (or the unnamed one) that has visible messages, picked at random. */
  readonly channel?: string;
  readonly group?: GroupId;
}

export type RefStatus =
  /** `visibleAfterMs`: after an update the new end of the lease; after a delete the end it had. */
  | { readonly kind: 'applied'; readonly message: StoredMessage; readonly visibleAfterMs: EpochMs }
  /** The message was delivered again, deleted, expired or dead-lettered, or never existed. */
  | { readonly kind: 'stale' };

export type UpdateStatus =
  | RefStatus
  /** Only with `pastRetention: 'reject'`: nothing changed, since the message expires before the asked instant. */
  | { readonly kind: 'past-retention'; readonly message: StoredMessage };

export interface EngineStats {
  readonly visible: number;
  readonly inFlight: number;
  /** UTF-8 bytes of the contents. */
  readonly sizeBytes: number;
  readonly deadLetters: { readonly visible: number; readonly inFlight: number; readonly sizeBytes: number };
}
