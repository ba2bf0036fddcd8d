import type { ObservableInput } from 'rxjs';
import type { Outcome } from './decision.js';
import type { Delivery } from './delivery.js';
import type { EpochMs } from './time.js';

export interface HandlerContext {
  /** Aborted when the lease is lost or the drain deadline has passed. */
  readonly signal: AbortSignal;
  /** Identity over retries and relays: make the effect idempotent with it. */
  readonly id: string;
  /** The publisher's name for the message; may repeat. */
  readonly key: string;
  /** What kind of message it is; absent where its publisher named none. */
  readonly type?: string;
  /** 1 for the first start. May undercount after outages. */
  readonly attempt: number;
  /** Further attempts allowed after this one. */
  readonly attemptsLeft: number;
  /** How often it was re-hidden because it was not due. */
  readonly holds: number;
  /** Absent for a message without a stamp. */
  readonly dueAtMs?: EpochMs;
  readonly delivery: Delivery;
}

/** What a handler may return: an outcome, nothing (complete), or a promise or stream of either. A stream's last value counts. */
export type HandlerResult = Outcome | void | ObservableInput<Outcome | void>;

/** The team's code. A class bound to a token, or `{ handle }` around a function. */
export interface MessageHandler<TBody> {
  handle(body: TBody, context: HandlerContext): HandlerResult;
}
