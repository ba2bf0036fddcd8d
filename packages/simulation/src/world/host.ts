import type { Clock, DurationMs, EpochMs } from '@snoozeq/core';

/** A process: its clock may be set wrong, and when it dies nothing of it runs any more. */
export class Host {
  readonly clock: Clock;
  #diedAtMs: EpochMs | undefined;
  readonly #lastWords = new Set<() => void>();

  /** @param number tells hosts apart in draws */
  constructor(
    readonly name: string,
    readonly number: number,
    base: Clock,
    skewMs: DurationMs,
  ) {
    this.clock = {
      now: () => base.now() + skewMs,
      schedule: (atMs, task) =>
        base.schedule(atMs - skewMs, () => {
          if (!this.isDead) task();
        }),
    };
  }

  get isDead(): boolean {
    return this.#diedAtMs !== undefined;
  }

  /** Calls `task` a moment after it died. Returns a function that takes this back. */
  onDeath(task: () => void): () => void {
    this.#lastWords.add(task);
    return () => this.#lastWords.delete(task);
  }

  /** At once for everything it does from now on; what it held falls in a moment. */
  die(atMs: EpochMs): void {
    if (this.isDead) return;
    this.#diedAtMs = atMs;
    for (const task of this.#lastWords) queueMicrotask(task);
  }
}

/** The answer that a dead process gets, and a dead service gives. */
export const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
