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
  /**
   * Channel that a consumer of its own reads, 1 to 64 characters of A-Z a-z 0-9 _ -; the message waits in it by holds, also where the
   * strategy is due lanes. Default: what the strategy chooses, such as `ready`.
   */
  readonly lane?: string;
  /** What kind of message it is; consumers can route by it. 1 to 128 printable ASCII characters without spaces. */
  readonly type?: string;
  /** After this instant it is pointless, and dead-lettered unhandled. In the forms of `dueAt`; not before the due time. */
  readonly expiresAt?: string | Date | EpochMs;
  /** The same as a time from now, in the forms of `in`. Not together with `expiresAt`. */
  readonly expiresIn?: string | DurationMs;
  /** Revision of the content, for whoever replaces messages: a whole number of at most 15 digits. Default 0. */
  readonly rev?: number;
  /** W3C trace context, handed on to the consumer. One that is not of its form is left out. */
  readonly traceparent?: string;
}

/** The instants of one message. */
export interface DueTimes {
  /** `nowMs` when the options name none. */
  readonly dueAtMs: EpochMs;
  readonly expiresAtMs?: EpochMs;
}

/** Turns what the options say into instants. Throws on what it cannot read, and on an expiry before the due time, with the remedy. */
export type DueTimeReader = (options: SendOptions, nowMs: EpochMs) => DueTimes;

/** What became of one message. Only `sent` is stored for certain; `failed` may or may not be, when its reply was lost. */
export type SendResult =
  | {
      readonly kind: 'sent';
      readonly id: string;
      readonly key: string;
      readonly serviceId: string;
      /** When it becomes due; of an undelayed message, when it was sent. */
      readonly dueAtMs: EpochMs;
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
