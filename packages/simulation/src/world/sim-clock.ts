import { TimerList } from '@snoozeq/core/base';
import type { Clock, EpochMs } from '@snoozeq/core';

/** Instants between two real turns of the event loop: a signal or a message of another thread is seen in between. */
const INSTANTS_PER_BREATH = 1_000;

/**
 * The one clock of a simulation. Before it moves on, everything that one instant led to has run: promises, and what was put off to
 * the end of a turn. A turn is not one of the real event loop, which takes longer than what most instants lead to.
 */
export class SimClock implements Clock {
  readonly #timers = new TimerList();
  readonly #isPatient: boolean;
  #nowMs: EpochMs;
  #lastTasks: (() => void)[] = [];
  #instants = 0;

  /** @param isPatient true: gives real turns, for code that puts work off by `setImmediate` */
  constructor(startMs: EpochMs, isPatient = false) {
    this.#nowMs = startMs;
    this.#isPatient = isPatient;
  }

  now(): EpochMs {
    return this.#nowMs;
  }

  schedule(atMs: EpochMs, task: () => void): () => void {
    return this.#timers.add(Math.max(atMs, this.#nowMs), task);
  }

  /** Runs `task` after every promise of this instant. */
  readonly endOfTurn = (task: () => void): void => {
    this.#lastTasks.push(task);
  };

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

  async #settle(): Promise<void> {
    this.#instants += 1;
    if (this.#instants % INSTANTS_PER_BREATH === 0) await realTurn();
    let tasks: readonly (() => void)[];
    do {
      await (this.#isPatient ? realTurn() : allPromises());
      tasks = this.#lastTasks;
      this.#lastTasks = [];
      for (const task of tasks) task();
    } while (tasks.length > 0);
  }
}

const realTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A tick of Node.js comes when no promise is left to run. */
const allPromises = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));
