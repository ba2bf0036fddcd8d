import type { EpochMs } from '../contracts/time.js';

interface Timer {
  readonly atMs: EpochMs;
  readonly task: () => void;
  isCancelled: boolean;
}

/** Timers in the order of their instants, and of their arrival at one instant. */
export class TimerList {
  readonly #timers: Timer[] = [];

  get nextMs(): EpochMs | undefined {
    return this.#timers[0]?.atMs;
  }

  add(atMs: EpochMs, task: () => void): () => void {
    const timer: Timer = { atMs, task, isCancelled: false };
    const later = this.#timers.findIndex((other) => other.atMs > atMs);
    this.#timers.splice(later < 0 ? this.#timers.length : later, 0, timer);
    return () => {
      // It may be among those that are due and run in this turn.
      timer.isCancelled = true;
      const index = this.#timers.indexOf(timer);
      if (index >= 0) this.#timers.splice(index, 1);
    };
  }

  /** Runs what is due, in one turn, so that work for one instant can leave in one batch. Timers set meanwhile wait. */
  runDue(nowMs: EpochMs): void {
    const notDue = this.#timers.findIndex(({ atMs }) => atMs > nowMs);
    const due = this.#timers.splice(0, notDue < 0 ? this.#timers.length : notDue);
    for (const timer of due) if (!timer.isCancelled) timer.task();
  }
}
