import type { Clock } from '../contracts/clock.js';
import type { Delivery } from '../contracts/delivery.js';
import type { DurationMs, EpochMs } from '../contracts/time.js';

/**
 * A lower bound of the service's clock, and the only time that a due time is compared with. Each delivery tells when the service
 * made it; from then on the queue clock's elapsed time is added. A host whose wall clock runs minutes fast is still never early.
 */
export class QueueTime {
  readonly #clock: Clock;
  #offsetMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Learns from a delivery; only the greatest bound counts, so call it as soon as the reply is there. */
  observe(delivery: Delivery, leaseMs: DurationMs): void {
    // A lease cut short by the expiry says less, but the service was at least this far when it cut it.
    const servedAtMs = delivery.servedAtMs ?? delivery.message.expiresAtMs - leaseMs;
    this.#offsetMs = Math.max(this.#offsetMs, servedAtMs - this.#clock.now());
  }

  /** -Infinity before the first delivery: nothing is due until the service has spoken. */
  now(): EpochMs {
    return this.#clock.now() + this.#offsetMs;
  }

  /**
   * The bound, or before the first delivery the queue clock itself: for decisions in which a wrong guess costs calls, and nothing else.
   * What is due is never decided by it.
   */
  estimate(): EpochMs {
    return Number.isFinite(this.#offsetMs) ? this.now() : this.#clock.now();
  }

  /** Runs `task` when `estimate()` may have reached `atMs`; the task judges again. Returns a function that cancels it. */
  scheduleByEstimate(atMs: EpochMs, task: () => void): () => void {
    return this.#clock.schedule(atMs - (this.estimate() - this.#clock.now()), task);
  }

  /** Runs `task` when `now()` may have reached `atMs`; the task judges again. Returns a function that cancels it. */
  schedule(atMs: EpochMs, task: () => void): () => void {
    return this.#clock.schedule(atMs - this.#offsetMs, task);
  }
}
