import type { QueueError } from '../errors.js';
import type { Plan, Refusal } from './plan.js';
import type { DurationMs, EpochMs } from './time.js';

export interface SendOptions {
  /** Your name for the message; default: its minted id. */
  readonly key?: string;
  /** Delay from now: `'3d4h'`, `'90s'`, or milliseconds. Not together with `dueAt`. */
  readonly in?: string | DurationMs;
  /** Due time: an RFC 3339 string with an offset, a Date, or epoch milliseconds. */
  readonly dueAt?: string | Date | EpochMs;
}

/** Turns what the options say into an instant; `nowMs` when they say nothing. Throws on what it cannot read, with the remedy. */
export type DueTimeReader = (options: SendOptions, nowMs: EpochMs) => EpochMs;

/** What became of one message. Only `sent` is stored for certain; `failed` may or may not be, when its reply was lost. */
export type SendResult =
  | {
      readonly kind: 'sent';
      readonly id: string;
      readonly key: string;
      readonly serviceId: string;
      readonly plan: Plan;
    }
  | { readonly kind: 'refused'; readonly id: string; readonly key: string; readonly refusal: Refusal }
  | { readonly kind: 'failed'; readonly id: string; readonly key: string; readonly error: QueueError };

export interface Producer<TBody> {
  /** Never rejects for one bad message: the result says what happened. */
  send(body: TBody, options?: SendOptions): Promise<SendResult>;
  /** The same for many, in full batches; results keep the order. */
  sendAll(items: readonly ({ readonly body: TBody } & SendOptions)[]): Promise<readonly SendResult[]>;
}
