import { TimerList } from '@snoozeq/core/base';

import type { Clock, EpochMs } from '@snoozeq/core';

/**
 * The one clock of a simulation. Before it moves on, everything that one instant led to has run: promises, and what was put off to
 * the end of a turn of the event loop.
 */
export class SimClock implements Clock {
  readonly #timers = new TimerList();
  #nowMs: EpochMs;
  #pulse = 0;

  constructor(startMs: EpochMs) {
    this.#nowMs = startMs;
  }

  now(): EpochMs {
    return this.#nowMs;
  }

  schedule(atMs: EpochMs, task: () => void): () => void {
    this.#pulse += 1;
    return this.#timers.add(Math.max(atMs, this.#nowMs), task);
  }

  /** Says that something happened that no timer shows, so that one more turn is given. */
  touch(): void {
    this.#pulse += 1;
  }

  /** Runs instant by instant until nothing is left up to `endMs`, or `isOver` after an instant. */
  async run(endMs: EpochMs, isOver: () => boolean): Promise<void> {
    await this.#settle();
    for (
      let nextMs = this.#timers.nextMs;
      nextMs !== undefined && nextMs <= endMs;
      nextMs = this.#timers.nextMs
    ) {
      if (isOver()) return;
      this.#nowMs = nextMs;
      this.#timers.runDue(nextMs);
      await this.#settle();
    }
    if (!isOver()) this.#nowMs = Math.max(this.#nowMs, endMs);
  }

  /** Gives turns until one passes in which nothing was started. */
  async #settle(): Promise<void> {
    let before: number;
    do {
      before = this.#pulse;
      await new Promise((resolve) => setImmediate(resolve));
    } while (this.#pulse !== before);
  }
}
