import type { Clock } from '../../contracts/clock.js';
import type { DurationMs, EpochMs } from '../../contracts/time.js';
import type { StartRate } from './type-limit.js';

/** The starts of the last `perMs`, so that no such stretch of time, wherever it begins, has more than `starts` of them. */
export class StartWindow {
  readonly #rate: StartRate;
  readonly #clock: Clock;
  /** Oldest first; those before `#old` are forgotten. */
  #startsMs: EpochMs[] = [];
  #old = 0;

  constructor(rate: StartRate, clock: Clock) {
    this.#rate = rate;
    this.#clock = clock;
  }

  /** Expected time between two starts. */
  get intervalMs(): DurationMs {
    return this.#rate.perMs / this.#rate.starts;
  }

  /** Whether there may be one more start beside `promised` ones. */
  allows(promised: number): boolean {
    this.#forget();
    return this.#startsMs.length - this.#old + promised < this.#rate.starts;
  }

  started(): void {
    this.#startsMs.push(this.#clock.now());
  }

  /** When there may be one more; `undefined` when that is now, or does not depend on time alone. */
  nextMs(promised: number): EpochMs | undefined {
    if (this.allows(promised)) return undefined;
    const oldestMs = this.#startsMs[this.#old];
    return oldestMs === undefined ? undefined : oldestMs + this.#rate.perMs;
  }

  #forget(): void {
    const sinceMs = this.#clock.now() - this.#rate.perMs;
    while ((this.#startsMs[this.#old] ?? Number.POSITIVE_INFINITY) <= sinceMs) this.#old += 1;
    if (this.#old <= this.#startsMs.length / 2) return;
    this.#startsMs = this.#startsMs.slice(this.#old);
    this.#old = 0;
  }
}
