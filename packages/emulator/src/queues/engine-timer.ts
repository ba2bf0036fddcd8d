import type { Clock, EpochMs } from '@snoozeq/core';

/** One timer for the earliest event of all queues, moved only when that event has moved. */
export class EngineTimer {
  #armed: { readonly atMs: EpochMs; readonly cancel: () => void } | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly nextEventAtMs: () => EpochMs | undefined,
    private readonly fire: () => void,
  ) {}

  arm(): void {
    const atMs = this.nextEventAtMs();
    if (atMs === this.#armed?.atMs) return;
    this.stop();
    if (atMs === undefined) return;
    const armed = {
      atMs,
      cancel: this.clock.schedule(atMs, () => {
        // A clock may still run a timer that was cancelled by another one of the same instant.
        if (this.#armed !== armed) return;
        this.#armed = undefined;
        this.fire();
        this.arm();
      }),
    };
    this.#armed = armed;
  }

  stop(): void {
    this.#armed?.cancel();
    this.#armed = undefined;
  }
}
