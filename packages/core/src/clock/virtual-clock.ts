import type { Clock } from '../contracts/clock.js';
import type { DurationMs, EpochMs } from '../contracts/time.js';
import { TimerList } from './timer-list.js';

/** A clock that stands still until it is told to move; timers fire in time order, and in order of arrival at one instant. */
export class VirtualClock implements Clock {
  readonly #timers = new TimerList();
  #nowMs: EpochMs;

  /** @param startMs default: Monday 2026-01-05T00:00:00Z */
  constructor(startMs: EpochMs = Date.UTC(2026, 0, 5)) {
    this.#nowMs = startMs;
  }

  now(): EpochMs {
    return this.#nowMs;
  }

  schedule(atMs: EpochMs, task: () => void): () => void {
    return this.#timers.add(Math.max(atMs, this.#nowMs), task);
  }

  /** The instant of the next timer, if there is one. */
  get nextTimerMs(): EpochMs | undefined {
    return this.#timers.nextMs;
  }

  /** Moves to `atMs`, firing every timer on the way; what promises do in between runs before the next instant. */
  async advanceTo(atMs: EpochMs): Promise<void> {
    await turnOfTheEventLoop();
    for (
      let nextMs = this.#timers.nextMs;
      nextMs !== undefined && nextMs <= atMs;
      nextMs = this.#timers.nextMs
    ) {
      this.#nowMs = Math.max(this.#nowMs, nextMs);
      this.#timers.runDue(this.#nowMs);
      await turnOfTheEventLoop();
    }
    this.#nowMs = Math.max(this.#nowMs, atMs);
  }

  advanceBy(durationMs: DurationMs): Promise<void> {
    return this.advanceTo(this.#nowMs + durationMs);
  }
}

const turnOfTheEventLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
