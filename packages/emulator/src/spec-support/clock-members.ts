import { VirtualClock, type EpochMs } from '@snoozeq/core';
import type { TimeMessage } from '@snoozeq/wire-clock';
import { SkippingClock } from '../clock/emulator-clock.js';
import type { Participant } from '../clock/skip-decision.js';

export const START_MS = Date.UTC(2026, 0, 5);

/** What a member says of itself; the rest is: idle, no poll, no timer. */
export type Said = Partial<Pick<Participant, 'idle' | 'waiting' | 'nextTimerMs' | 'epoch'>>;

/** A participant without a wire: it hears the time and says what a test tells it to. */
export class Member {
  readonly heard: TimeMessage[] = [];

  constructor(
    private readonly clock: SkippingClock,
    readonly name: string,
  ) {
    clock.join(name);
    clock.listen((message) => this.heard.push(message));
  }

  /** Reports, by default after the last jump that it was told of. */
  say(said: Said = {}): void {
    const epoch = this.clock.time().epoch;
    this.clock.report(this.name, { epoch, idle: true, waiting: [], nextTimerMs: null, ...said });
  }
}

export interface ClockStage {
  /** Real time, which stands still. */
  readonly real: VirtualClock;
  readonly clock: SkippingClock;
  /** What the emulator does after a move, and its timers, in order. */
  readonly done: string[];
  /** The instant of the next event of a queue. */
  nextEventMs: EpochMs | undefined;
  /** Lets the clock look, without any real time passing. */
  readonly turn: () => Promise<void>;
  /** How far the clock is ahead of real time. */
  readonly jumpedMs: () => number;
}

export const aClockStage = (isSkipping = true, isFrozen = false): ClockStage => {
  const real = new VirtualClock(0);
  const clock = new SkippingClock({ startMs: START_MS, isSkipping, isFrozen, realClock: real });
  const stage: ClockStage = {
    real,
    clock,
    done: [],
    nextEventMs: undefined,
    turn: () => real.advanceBy(0),
    jumpedMs: () => clock.now() - START_MS - real.now(),
  };
  clock.setNextEvent(() => stage.nextEventMs);
  clock.onMoved(() => {
    stage.done.push('moved');
    if ((stage.nextEventMs ?? Infinity) <= clock.now()) stage.nextEventMs = undefined;
  });
  return stage;
};
