import type { Clock, EpochMs } from '@snoozeq/core';
import { jumped, realInstantOf, timeAt, type Pace } from './pace.js';
import type { TimeMessage } from './protocol.js';

/** What the least late answer at the start may have been late, at rate 1. */
const ANSWER_MS = 0.5;

/**
 * The emulator's time, as far as its messages tell it. It is behind the emulator, never ahead, and its lag never shrinks: time that
 * has passed here has passed there, whatever the clock has done in between.
 */
export class FollowedTime {
  readonly #real: Clock;
  #pace: Pace;
  /** We are at least this far behind: as far as a message has shown. */
  #lagMs = 0;

  constructor(real: Clock, { nowMs, rate }: TimeMessage) {
    this.#real = real;
    this.#pace = { baseMs: nowMs, baseRealMs: real.now(), rate };
  }

  now(): EpochMs {
    return timeAt(this.#pace, this.#real.now());
  }

  get rate(): number {
    return this.#pace.rate;
  }

  /** The real instant at which `now()` has come to `atMs`; infinite when it has already, or stands still. */
  realInstantOf(atMs: EpochMs): number {
    return realInstantOf(this.#pace, atMs);
  }

  /** Where the emulator must be for `now()` to have come to `atMs`. */
  atEmulator(atMs: EpochMs): EpochMs {
    return atMs + this.#lagMs + ANSWER_MS * this.rate;
  }

  /** One more answer, as long as nobody has seen our time. Each was late by its way here; the least late one tells most. */
  sample({ nowMs }: TimeMessage): void {
    this.#pace = jumped(this.#pace, Math.max(0, nowMs - this.now()));
  }

  /** News of a jump or of another rate. Only what has changed is taken over: the time that it names is late by its way here. */
  follow({ nowMs, jumpMs, rate }: TimeMessage): void {
    const realMs = this.#real.now();
    const aheadMs = this.#aheadMs(realMs, nowMs - jumpMs);
    this.#pace = jumped(this.#pace, Math.max(0, jumpMs - aheadMs));
    const ourMs = timeAt(this.#pace, realMs);
    this.#lagMs = Math.max(this.#lagMs, nowMs - ourMs);
    const leftMs = Math.max(0, aheadMs - jumpMs);
    if (rate !== this.rate || leftMs > 0) {
      this.#pace = { baseMs: ourMs, baseRealMs: realMs + (rate === 0 ? 0 : leftMs / rate), rate };
    }
  }

  /** The connection is lost: what the emulator does now is not known, so time goes no faster than any clock. */
  loseTouch(): void {
    const realMs = this.#real.now();
    const { baseRealMs, rate } = this.#pace;
    const ourMs = timeAt(this.#pace, realMs);
    this.#pace = { baseMs: ourMs, baseRealMs: Math.max(baseRealMs, realMs), rate: Math.min(1, rate) };
  }

  /**
   * How far we are ahead of where our lag puts us: only ever after this process stood still for so long that the emulator slowed
   * down without it. It is made up for by jumping less far and by standing still. Told exactly while the emulator stands still.
   */
  #aheadMs(realMs: number, emulatorMs: EpochMs): number {
    const { baseRealMs, rate } = this.#pace;
    const aheadMs = rate === 0 ? this.now() + this.#lagMs - emulatorMs : (baseRealMs - realMs) * rate;
    return Math.max(0, aheadMs);
  }
}
