import type { QueueError } from '../errors.js';
import type { Delivery, Receipt } from './delivery.js';
import type { OutgoingMessage } from './message.js';
import type { DurationMs, EpochMs } from './time.js';

/** The broker, reduced to four verbs. Results keep the order of the arguments; a call that fails as a whole rejects with a `QueueError`. */
export interface QueueTransport {
  readonly capabilities: Capabilities;
  /** Stores messages, at most `capabilities.maxBatch` of them. */
  send(messages: readonly OutgoingMessage[], options?: CallOptions): Promise<readonly SendStatus[]>;
  /** Leases up to `limit` messages; an empty list when none became visible within `waitMs`. */
  receive(request: ReceiveRequest, options?: CallOptions): Promise<readonly Delivery[]>;
  /** Deletes, at most `capabilities.maxBatch` receipts. */
  ack(receipts: readonly Receipt[], options?: CallOptions): Promise<readonly SettleStatus[]>;
  /** Moves the end of the lease, at most `capabilities.maxBatch` entries. */
  hide(hidings: readonly Hiding[], options?: CallOptions): Promise<readonly SettleStatus[]>;
  /** Ends open calls and frees connections. Later calls reject with code `closed`. */
  close(): Promise<void>;
}

/** What a broker can do, as data. */
export interface Capabilities {
  /** Longest hide of one call. 0: it can only release at once, so no delaying policy may be bound to it. */
  readonly maxHideMs: DurationMs;
  /** Hides are rounded down to a multiple of this. */
  readonly hideStepMs: DurationMs;
  /** Most entries of one call. */
  readonly maxBatch: number;
  /** Most bytes of one send, and of one message. */
  readonly maxBatchBytes: number;
  readonly maxMessageBytes: number;
  /** Longest wait of one receive; 0: no long polling. */
  readonly maxWaitMs: DurationMs;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
}

export interface ReceiveRequest {
  /** 1 to `capabilities.maxBatch`. */
  readonly limit: number;
  /** How long the call may wait for a message; 0 asks once. */
  readonly waitMs: DurationMs;
  /** How long what it returns stays ours; a whole number of seconds. 0 looks without leasing, and still counts as a delivery. */
  readonly leaseMs: DurationMs;
  /** Only this channel, matched exactly; absent: any channel, and the service picks one at random. */
  readonly lane?: string;
}

export interface Hiding {
  readonly receipt: Receipt;
  /** 0 makes it visible at once. Rounded down to `capabilities.hideStepMs`. */
  readonly forMs: DurationMs;
}

export type SendStatus =
  | { readonly kind: 'stored'; readonly id: string; readonly expiresAtMs?: EpochMs }
  | { readonly kind: 'failed'; readonly error: QueueError };

/** Losing the lease is ordinary life in an at-least-once queue, so it is a value and not an error. */
export type SettleStatus =
  | { readonly kind: 'applied'; readonly leaseUntilMs?: EpochMs }
  | { readonly kind: 'lease-lost' }
  | { readonly kind: 'failed'; readonly error: QueueError };
