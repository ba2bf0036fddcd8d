import type { Clock, EpochMs } from '@snoozeq/core';
import { TimerList } from '@snoozeq/core/base';

/** The time that the timers are on. */
export interface TimerTime {
  now(): EpochMs;
  realInstantOf(atMs: EpochMs): number;
}

/** The timers of the emulator, and the one real timer that wakes it up for the first of them. */
export class ClockTimers {
  readonly #stops = new TimerList();
  readonly #inPassing = new TimerList();
  #cancelWakeUp: (() => void) | undefined;
  #isStopped = false;
  /** While time is sent ahead, what it passes waits for the end of the way. */
  holdsPassing = false;

  constructor(
    private readonly real: Clock,
    private readonly time: TimerTime,
    private readonly wakeUp: () => void,
  ) {}

  /** Where a move has to stop. */
  get nextStopMs(): EpochMs | undefined {
    return this.#stops.nextMs;
  }

  schedule(atMs: EpochMs, task: () => void): () => void {
    return this.#add(this.#stops, atMs, task);
  }

  scheduleInPassing(atMs: EpochMs, task: () => void): () => void {
    return this.#add(this.#inPassing, atMs, task);
  }

  runDue(): void {
    const nowMs = this.time.now();
    this.#stops.runDue(nowMs);
    if (!this.holdsPassing) this.#inPassing.runDue(nowMs);
    this.arm();
  }

  /** To be called whenever time has changed its course. */
  arm(): void {
    this.#cancelWakeUp?.();
    this.#cancelWakeUp = undefined;
    const nextMs = Math.min(
      this.#stops.nextMs ?? Infinity,
      this.holdsPassing ? Infinity : (this.#inPassing.nextMs ?? Infinity),
    );
    const atRealMs = nextMs === Infinity ? Infinity : this.time.realInstantOf(nextMs);
    if (atRealMs === Infinity || this.#isStopped) return;
    this.#cancelWakeUp = this.real.schedule(atRealMs, this.wakeUp);
  }

  /** For good: what is added later keeps no process alive. */
  stop(): void {
    this.#isStopped = true;
    this.#cancelWakeUp?.();
  }

  #add(timers: TimerList, atMs: EpochMs, task: () => void): () => void {
    const cancel = timers.add(atMs, task);
    this.arm();
    return cancel;
  }
}
