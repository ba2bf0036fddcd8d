import type { Clock } from '@snoozeq/core';

/** How often it looks when nothing is heard, in real milliseconds: participants may be gone by now. */
const WATCH_MS = 250;

/** Looks when something may have changed, once for each turn of the event loop, and when a wait is over. */
export class Lookout {
  #isPlanned = false;
  #isStopped = false;
  #lookAtMs = 0;
  #wakeUpMs = 0;
  #cancelLook: (() => void) | undefined;
  #cancelWatch: (() => void) | undefined;

  constructor(
    private readonly real: Clock,
    private readonly look: () => void,
  ) {}

  /** After everything that this turn sets off. */
  lookSoon(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    setImmediate(() => {
      this.#isPlanned = false;
      if (!this.#isStopped) this.look();
    });
  }

  /** Only the last instant that was named counts. */
  lookAt(realMs: number): void {
    this.#lookAtMs = realMs;
    // Every request of a stranger names a later one: a timer that comes too early costs less than one for each.
    if (this.#cancelLook === undefined || realMs < this.#wakeUpMs) this.#wakeUpAt(realMs);
  }

  /** From now on also when nothing is heard. */
  watch(): void {
    this.#cancelWatch?.();
    if (this.#isStopped) return;
    this.look();
    this.#cancelWatch = this.real.schedule(this.real.now() + WATCH_MS, () => this.watch());
  }

  /** For good: what comes later keeps no process alive. */
  stop(): void {
    this.#isStopped = true;
    this.#cancelLook?.();
    this.#cancelWatch?.();
  }

  #wakeUpAt(realMs: number): void {
    this.#cancelLook?.();
    if (this.#isStopped) return;
    this.#wakeUpMs = realMs;
    this.#cancelLook = this.real.schedule(realMs, () => {
      this.#cancelLook = undefined;
      if (this.#lookAtMs > realMs) this.#wakeUpAt(this.#lookAtMs);
      else this.look();
    });
  }
}
