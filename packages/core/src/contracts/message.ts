import type { EpochMs } from './time.js';

/** What the queue stores. Never changed after it was received. */
export interface Message {
  /** The service's id with every digit, for tracing only: identity is the `snoozeq-id` of the due stamp. */
  readonly id: string;
  readonly content: string;
  /** Custom properties; empty when the message carries none. */
  readonly properties: Readonly<Record<string, string>>;
  /** The channel that it was published to; absent for the queue's own unnamed channel. */
  readonly lane?: string;
  /** When the service stored it; absent where the service does not tell. */
  readonly createdAtMs?: EpochMs;
  /** When the service drops it, handled or not. */
  readonly expiresAtMs: EpochMs;
}

/** A message on its way to the queue. */
export interface OutgoingMessage {
  readonly content: string;
  /** The channel to publish to. The service wants one whenever properties are sent. */
  readonly lane?: string;
  readonly properties?: Readonly<Record<string, string>>;
}
