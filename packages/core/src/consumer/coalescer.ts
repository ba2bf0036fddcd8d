import type { Clock } from '../contracts/clock.js';
import type { DurationMs } from '../contracts/time.js';
import { QueueError } from '../errors.js';

export interface CoalescerOptions<TEntry, TResult> {
  readonly maxEntries: number;
  /** Longest time that the oldest entry waits for company. */
  readonly maxAgeMs: DurationMs;
  readonly clock: Clock;
  /** Size of an entry towards `maxBytes`; default 0. */
  readonly bytesOf?: (entry: TEntry) => number;
  readonly maxBytes?: number;
  /** One call for one batch; results in the order of the entries. */
  readonly call: (entries: readonly TEntry[]) => Promise<readonly TResult[]>;
}

interface Waiting<TEntry, TResult> {
  readonly entry: TEntry;
  readonly resolve: (result: TResult) => void;
  readonly reject: (error: unknown) => void;
}

/** Gathers entries into batches: one leaves when it is full, when its oldest entry is `maxAgeMs` old, or when `flush` is called. */
export class Coalescer<TEntry, TResult> {
  readonly #options: CoalescerOptions<TEntry, TResult>;
  #batch: Waiting<TEntry, TResult>[] = [];
  #bytes = 0;
  #cancelTimer: (() => void) | undefined;

  constructor(options: CoalescerOptions<TEntry, TResult>) {
    this.#options = options;
  }

  /** Resolves with the entry's own result; rejects when the call for its batch failed as a whole. */
  add(entry: TEntry): Promise<TResult> {
    const { maxEntries, maxBytes = Number.POSITIVE_INFINITY, maxAgeMs, clock, bytesOf } = this.#options;
    const bytes = bytesOf?.(entry) ?? 0;
    if (this.#bytes + bytes > maxBytes) this.flush();
    return new Promise((resolve, reject) => {
      this.#batch.push({ entry, resolve, reject });
      this.#bytes += bytes;
      if (this.#batch.length >= maxEntries) this.flush();
      else this.#cancelTimer ??= clock.schedule(clock.now() + maxAgeMs, () => this.flush());
    });
  }

  flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const batch = this.#batch;
    if (batch.length === 0) return;
    this.#batch = [];
    this.#bytes = 0;
    this.#options.call(batch.map(({ entry }) => entry)).then(
      (results) =>
        batch.forEach(({ resolve, reject }, index) =>
          index < results.length ? resolve(results[index] as TResult) : reject(unanswered()),
        ),
      (error: unknown) => batch.forEach(({ reject }) => reject(error)),
    );
  }
}

const unanswered = (): QueueError =>
  new QueueError('unavailable', 'The service answered for fewer entries than it was sent.');
