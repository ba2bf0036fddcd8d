import type { Clock } from '../contracts/clock.js';
import type { DurationMs, EpochMs } from '../contracts/time.js';

interface Timer {
  readonly atMs: EpochMs;
  readonly task: () => void;
}

/** A clock that stands still until it is told to move; timers fire in time order, and in order of arrival at one instant. */
export class VirtualClock implements Clock {
  readonly #timers: Timer[] = [];
  #nowMs: EpochMs;

  constructor(startMs: EpochMs = Date.UTC(2026, 0, 5)) {
    this.#nowMs = startMs;
  }

  now(): EpochMs {
    return this.#nowMs;
  }

  schedule(atMs: EpochMs, task: () => void): () => void {
    const timer = { atMs: Math.max(atMs, this.#nowMs), task };
    const later = this.#timers.findIndex((other) => other.atMs > timer.atMs);
    this.#timers.splice(later < 0 ? this.#timers.length : later, 0, timer);
    return () => {
      const index = this.#timers.indexOf(timer);
      if (index >= 0) this.#timers.splice(index, 1);
    };
  }

  /** The instant of the next timer, if there is one. */
  get nextTimerMs(): EpochMs | undefined {
    return this.#timers[0]?.atMs;
  }

  /** Moves to `atMs`, firing every timer on the way; what promises do in between runs before the next timer. */
  async advanceTo(atMs: EpochMs): Promise<void> {
    await settleMicrotasks();
    for (let timer = this.#timers[0]; timer && timer.atMs <= atMs; timer = this.#timers[0]) {
      this.#timers.shift();
      this.#nowMs = Math.max(this.#nowMs, timer.atMs);
      timer.task();
      await settleMicrotasks();
    }
    this.#nowMs = Math.max(this.#nowMs, atMs);
  }

  advanceBy(durationMs: DurationMs): Promise<void> {
    return this.advanceTo(this.#nowMs + durationMs);
  }
}

const settleMicrotasks = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
