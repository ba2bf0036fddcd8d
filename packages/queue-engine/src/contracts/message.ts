import type { Area, EpochMs, GroupId } from './settings.js';

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

/** Names one delivery: dies when the message is delivered again, deleted, expired, purged or dead-lettered. */
export interface DeliveryRef {
  readonly group: GroupId;
  readonly sequence: number;
  readonly deliveryCount: number;
  /** A delivery from the dead-letter queue. */
  readonly dead?: true;
}

export interface DeliveredMessage {
  readonly message: StoredMessage;
  readonly ref: DeliveryRef;
  readonly deliveryCount: number;
  /** End of the lease; equals the time of the call for a peek. */
  readonly visibleAfterMs: EpochMs;
}

export type Place = 'visible' | 'in-flight';

/** Where the copy of one group is. */
export interface CopyState {
  readonly group: GroupId;
  readonly area: Area;
  readonly place: Place;
  /** Deliveries so far, those from the dead-letter queue included. */
  readonly deliveryCount: number;
  /** Visible: since when, the first key of the order of delivery. In flight: the end of the lease. */
  readonly visibleAtMs: EpochMs;
  /** The delivery count in the one reference that can still act; 0: none can. Absent: `deliveryCount`. */
  readonly latestRef?: number;
  /** In flight under a higher limit of deliveries than there is now: visible again when the lease ends. */
  readonly spared?: true;
}

/** A copy as somebody sees it who looks without touching. */
export interface MessageCopy extends CopyState {
  readonly message: StoredMessage;
}
