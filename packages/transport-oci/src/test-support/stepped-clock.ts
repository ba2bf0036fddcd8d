import { VirtualClock, type EpochMs } from '@snoozeq/core';
import type { EmulatorClock } from '@snoozeq/emulator';

/** The emulator's time in the hands of a test: it stands still until it is moved, and knows which requests are open. */
export class SteppedClock implements EmulatorClock {
  readonly #time = new VirtualClock();
  readonly #working = new Set<string>();
  readonly #waiting = new Set<string>();

  now(): EpochMs {
    return this.#time.now();
  }

  schedule(atMs: EpochMs, task: () => void): () => void {
    return this.#time.schedule(atMs, task);
  }

  get nextTimerMs(): EpochMs | undefined {
    return this.#time.nextTimerMs;
  }

  advanceTo(atMs: EpochMs): Promise<void> {
    return this.#time.advanceTo(atMs);
  }

  requestReceived(requestId: string, waits: boolean): void {
    this.requestEnded(requestId);
    (waits ? this.#waiting : this.#working).add(requestId);
  }

  requestEnded(requestId: string): void {
    this.#working.delete(requestId);
    this.#waiting.delete(requestId);
  }

  /** Whether exactly these polls wait, and no other request is open. */
  hasOnly(waiting: readonly string[]): boolean {
    return (
      this.#working.size === 0 &&
      this.#waiting.size === waiting.length &&
      waiting.every((id) => this.#waiting.has(id))
    );
  }

  /** Timers tell of every event: this clock never jumps over one. */
  setNextEvent(): void {}
  onMoved(): void {}
}
