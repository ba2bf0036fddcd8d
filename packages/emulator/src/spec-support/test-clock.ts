import { TimerList, type EpochMs } from '@snoozeq/core';
import type { EmulatorClock, QueueClock } from '../clock/contract.js';

/** Stands still until a test moves it, and knows which requests are open. */
export class TestClock implements EmulatorClock {
  readonly #timers = new TimerList();
  readonly #inPassing = new TimerList();
  readonly #waiting = new Set<string>();
  readonly #watchers = new Set<() => void>();
  #moved: () => void = () => undefined;
  #nextEvent: () => EpochMs | undefined = () => undefined;
  #nowMs = Date.UTC(2026, 0, 5);
  /** `+` for every request received, `-` for every one ended, `w` for a poll that waits, `a` for one being answered. */
  readonly traffic: string[] = [];

  now(): EpochMs {
    return this.#nowMs;
  }

  get nextEventMs(): EpochMs | undefined {
    return this.#nextEvent();
  }

  schedule(atMs: EpochMs, task: () => void): () => void {
    return this.#timers.add(atMs, task);
  }

  readonly queueTime: QueueClock = {
    now: () => this.#nowMs,
    schedule: (atMs, task) => this.schedule(atMs, task),
    scheduleInPassing: (atMs, task) => this.#inPassing.add(atMs, task),
  };

  requestReceived(requestId: string, waits: boolean): void {
    const wasWaiting = this.#waiting.has(requestId);
    this.traffic.push(waits ? 'w' : wasWaiting ? 'a' : '+');
    if (waits) this.#waiting.add(requestId);
    else this.#waiting.delete(requestId);
    this.#notify();
  }

  requestEnded(requestId: string): void {
    this.#waiting.delete(requestId);
    this.traffic.push('-');
    this.#notify();
  }

  setNextEvent(source: () => EpochMs | undefined): void {
    this.#nextEvent = source;
  }

  onMoved(listener: () => void): void {
    this.#moved = listener;
  }

  /** As a skip does: over everything in between, engines first, then timers. */
  jumpBy(durationMs: number): void {
    this.#nowMs += durationMs;
    this.#moved();
    this.#runDue();
  }

  /** As rate 1 does: stops at every timer. */
  runFor(durationMs: number): void {
    const endMs = this.#nowMs + durationMs;
    for (let nextMs = this.#nextTimerMs; nextMs <= endMs; nextMs = this.#nextTimerMs) {
      this.#nowMs = Math.max(this.#nowMs, nextMs);
      this.#runDue();
    }
    this.#nowMs = endMs;
  }

  get #nextTimerMs(): EpochMs {
    return Math.min(this.#timers.nextMs ?? Infinity, this.#inPassing.nextMs ?? Infinity);
  }

  #runDue(): void {
    this.#timers.runDue(this.#nowMs);
    this.#inPassing.runDue(this.#nowMs);
  }

  /** Resolves as soon as exactly `count` polls wait. */
  untilWaiting(count: number): Promise<void> {
    return this.#until(() => this.#waiting.size === count);
  }

  /** Resolves as soon as every request that was received has ended. */
  untilQuiet(): Promise<void> {
    const times = (mark: string) => this.traffic.filter((each) => each === mark).length;
    return this.#until(() => times('+') === times('-'));
  }

  #until(isTrue: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!isTrue()) return;
        this.#watchers.delete(look);
        resolve();
      };
      this.#watchers.add(look);
      look();
    });
  }

  #notify(): void {
    for (const look of this.#watchers) look();
  }
}
