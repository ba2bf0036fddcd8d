import type { EpochMs } from '@snoozeq/core';
import type { Modes } from '../limits/modes.js';
import type { LiveQueue } from '../queues/live-queue.js';

interface Second {
  readonly number: number;
  readonly values: Map<string, unknown>;
}

/** What the service counts in the background: read at once or, in mode `statistics`, as it was when first read in a second. */
export class Statistics {
  readonly #seconds = new WeakMap<LiveQueue, Second>();

  /** @param nowMs queue time */
  constructor(
    private readonly nowMs: () => EpochMs,
    private readonly modes: Pick<Modes, 'statistics'>,
  ) {}

  /** @param key names what is read, and with it the type of the value */
  read<T>(queue: LiveQueue, key: string, fresh: () => T): T {
    if (this.modes.statistics === 'at-once') return fresh();
    const { values } = this.#second(queue);
    if (!values.has(key)) values.set(key, fresh());
    return values.get(key) as T; // The same key always reads the same.
  }

  #second(queue: LiveQueue): Second {
    const number = Math.floor(this.nowMs() / 1_000);
    const known = this.#seconds.get(queue);
    if (known?.number === number) return known;
    const second = { number, values: new Map<string, unknown>() };
    this.#seconds.set(queue, second);
    return second;
  }
}
