import type { Decision } from './decision.js';
import type { HandlerContext } from './handler.js';
import type { Delivery } from './delivery.js';
import type { Settled, Settlement } from './settlement.js';
import type { DurationMs, EpochMs } from './time.js';
import type { QueueError } from '../errors.js';

/**
 * What a consumer did, step by step. Start records read this; a journal and telemetry can. A
 * delivery in it still holds its content: a subscriber that writes events down must leave the content out.
 */
export type ConsumerEvent =
  | { readonly kind: 'received'; readonly count: number }
  | { readonly kind: 'judged'; readonly delivery: Delivery; readonly decision: Decision }
  /** Emitted before the handler runs; `nowMs` is the gate's estimate of queue time. */
  | { readonly kind: 'started'; readonly context: HandlerContext; readonly nowMs: EpochMs }
  | { readonly kind: 'finished'; readonly context: HandlerContext; readonly settlement: Settlement }
  | { readonly kind: 'settled'; readonly settled: Settled }
  | { readonly kind: 'lease-lost'; readonly delivery: Delivery }
  /** A receipt died while its message was kept: it comes back on its own, and from now on messages are held instead. */
  | { readonly kind: 'keep-lost'; readonly id: string }
  | { readonly kind: 'receive-failed'; readonly error: QueueError; readonly retryInMs: DurationMs }
  /** The list of lanes or the statistics could not be read. */
  | { readonly kind: 'look-failed'; readonly error: QueueError; readonly retryInMs: DurationMs }
  /** So much is in flight that lanes are not read for a moment. */
  | { readonly kind: 'lanes-full'; readonly inFlight: number; readonly maxInFlight: number }
  /** Visible messages of the queue that are in no named lane, so that no consumer of named lanes ever reads them. */
  | { readonly kind: 'unread'; readonly messages: number }
  | {
      readonly kind: 'settle-failed';
      readonly delivery: Delivery;
      readonly settlement: Settlement;
      readonly error: QueueError;
    }
  /** Another consumer may handle a copy now; the signal of this handler was aborted. */
  | { readonly kind: 'claim-lost'; readonly delivery: Delivery }
  /** The fence could not be asked. Unclaimed work is held and not handled; a handled message is settled without its mark. */
  | {
      readonly kind: 'fence-failed';
      readonly delivery: Delivery;
      readonly call: 'claim' | 'renew' | 'done' | 'release';
      readonly error: QueueError;
    }
  /** The journal could not be written to, or not fast enough: so many entries are lost. Nothing else is. */
  | { readonly kind: 'journal-failed'; readonly error: QueueError; readonly lost: number }
  | { readonly kind: 'draining' }
  /** A stop has ended in good order. What it leaves to others costs the messages one more delivery each. */
  | ({ readonly kind: 'drained' } & Drained);

/** What a stop left undone. */
export interface Drained {
  /** Received and never started: visible again at once. */
  readonly handedBack: number;
  /** Handlers that ran at the deadline: their messages return when their leases end, and may be started again. */
  readonly cutOff: number;
  /** Polls that were aborted while they were open. Each may have leased a batch that nobody received; it returns when its leases end. */
  readonly abortedPolls: number;
}

/** The one port that steps report to. Called synchronously; must not throw. */
export type EventSink = (event: ConsumerEvent) => void;
