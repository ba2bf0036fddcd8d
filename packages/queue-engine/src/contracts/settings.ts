import type { PutEntry } from './request.js';

/** Milliseconds since 1970-01-01T00:00:00Z, always given by the caller. */
export type EpochMs = number;

/** The settings of a queue that its state machine obeys. All durations in milliseconds. */
export interface EngineSettings {
  /** How long a message is kept, counted from its put. */
  readonly retentionMs: number;
  /**
   * Receptions after which a lapse moves a message to the dead-letter queue; 0: never. A lower number spares messages
   * that are in flight, once: OCI documents that it does not reach back.
   */
  readonly maxDeliveries: number;
  /**
   * What an update that would hide a message past its own expiry does. `clamp` (default): hides it until the
   * expiry. `reject`: changes nothing and answers `past-retention`. OCI documents the rule, not the reaction.
   * A get always clamps.
   */
  readonly pastRetention?: 'clamp' | 'reject';
  /**
   * true: a delivery can no longer be updated or deleted once its lease has ended, which for a peek is at once.
   * false (default): it can until the message is delivered again. OCI documents neither. Applies to leases that end
   * from now on.
   */
  readonly staleAfterLapse?: boolean;
  /** true: an update raises the delivery count, as a get does. false (default): it does not. OCI documents neither. */
  readonly updateCounts?: boolean;
  /**
   * `keeps` (default): a reference stays good after an update, as often as you like. `ends`: it is good for one update.
   * OCI returns no new receipt from an update, so `keeps` is assumed.
   */
  readonly receiptAfterUpdate?: 'keeps' | 'ends';
}

/** A consumer group: a copy of each message that it takes, with its own visibility, counts and dead letters. */
export type GroupId = string;
export const PRIMARY_GROUP: GroupId = 'primary';

export interface GroupSettings {
  /** A disabled group gets no copies; those that it has stay and can be consumed. */
  readonly isEnabled: boolean;
  /** Default: `EngineSettings.maxDeliveries`. */
  readonly maxDeliveries?: number;
  /** Judges each entry when it is put; absent: takes everything. When it throws, the put fails and stores nothing. */
  readonly accepts?: (entry: PutEntry) => boolean;
}

/** The queue itself, or its dead-letter queue. */
export type Area = 'live' | 'dead';
