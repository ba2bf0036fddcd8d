import type { Delivery } from './delivery.js';
import type { Message, OutgoingMessage } from './message.js';
import type { EpochMs } from './time.js';

/** What a message says about itself on the wire. */
export interface Stamp {
  /** Minted per publish, kept over send retries and relays: the identity. */
  readonly id: string;
  /** The user's name for the message; may repeat. */
  readonly key: string;
  /** What kind of message it is, for whoever routes. 1 to 128 printable ASCII characters without spaces. */
  readonly type?: string;
  /** Instant before which it must not be handled; absent: due at once. */
  readonly dueAtMs?: EpochMs;
  /** After this instant handling it would be pointless: it is dead-lettered then, with a reason. */
  readonly expiresAtMs?: EpochMs;
  readonly publishedAtMs?: EpochMs;
  /** Revision of the content under this id, for whoever replaces messages. A whole number; absent: 0. */
  readonly rev?: number;
  /** W3C trace context of the publisher, passed on by relays. */
  readonly traceparent?: string;
  /** Attempts spent on predecessors that a relay replaced. 0 or more. */
  readonly attempts: number;
  /** How often it was relayed. 0 or more. */
  readonly relays: number;
  /** Why it was dead-lettered; a message with this is never handled. */
  readonly dead?: string;
}

export type StampReading =
  /** `content`: what an envelope carries; absent where the content of the message is the handler's as it is. */
  | { readonly kind: 'stamped'; readonly stamp: Stamp; readonly content?: string }
  | { readonly kind: 'unstamped' }
  | { readonly kind: 'malformed'; readonly reason: string };

/** One service number, two meanings told apart. */
export interface Counters {
  /** Handler starts, the coming one included. 1 or more. */
  readonly attempt: number;
  /** Re-hides of a message that was not due. */
  readonly holds: number;
  /** Further attempts that the service's delivery limit and the policy's retry limit still allow; Infinity without a limit. */
  readonly attemptsLeft: number;
}

/** What a convention may write to. */
export type Sealable = Pick<OutgoingMessage, 'content' | 'properties'>;

/** The wire convention, as a port: how a stamp travels and what it tells about a delivery. */
export interface StampConvention {
  /** `nowMs` bounds what counts as a believable due time. */
  read(message: Message, nowMs: EpochMs): StampReading;
  /**
   * Content and properties with this stamp in place of any other one; properties that are not of the convention stay. Throws what it
   * cannot write.
   */
  seal(message: Sealable, stamp: Stamp): Sealable;
  count(delivery: Delivery, reading: StampReading): Counters;
}
