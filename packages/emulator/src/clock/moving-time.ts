import type { Clock, DurationMs, EpochMs } from '@snoozeq/core';
import { jumped, realInstantOf, timeAt, type Pace, type TimeMessage } from '@snoozeq/wire-clock';

/** Tells one connection the time. */
export type TimeListener = (message: TimeMessage) => void;

/** What changes: the time by a jump, the rate, or both. */
export interface Change {
  /** Where time jumps to; nowhere when it has passed that already. */
  readonly toMs?: EpochMs;
  /** 0: time stands still. */
  readonly rate?: number;
}

/** A change that was told to everybody and is not acknowledged yet. */
interface Move {
  readonly fromMs: EpochMs;
  readonly arrived: Promise<void>;
  readonly end: () => void;
}

/**
 * Time that changes its course in two steps, so that no follower ever counts more time than has passed here: first everybody is
 * told, then, when everybody has acknowledged it, queues go by it. A faster rate begins before it is told of, a slower one only
 * when everybody has it.
 */
export class MovingTime {
  readonly #real: Clock;
  readonly #listeners = new Set<TimeListener>();
  #pace: Pace;
  #move: Move | undefined;
  /** The rate that everybody was told. */
  #rate: number;
  #epoch = 1;

  constructor(real: Clock, startMs: EpochMs, rate: number) {
    this.#real = real;
    this.#rate = rate;
    this.#pace = { baseMs: rate === 0 ? Math.ceil(startMs) : startMs, baseRealMs: real.now(), rate };
  }

  now(): EpochMs {
    return timeAt(this.#pace, this.#real.now());
  }

  /** The time that queues go by. */
  get inEffectMs(): EpochMs {
    return this.#move?.fromMs ?? this.now();
  }

  /** Rises by one with every move. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Present between the two steps. */
  get moving(): Promise<void> | undefined {
    return this.#move?.arrived;
  }

  realInstantOf(atMs: EpochMs): number {
    return realInstantOf(this.#pace, atMs);
  }

  /** The time as it goes over the wire. */
  message(jumpMs: DurationMs = 0): TimeMessage {
    return { type: 'time', epoch: this.#epoch, nowMs: this.now(), jumpMs, rate: this.#rate };
  }

  /** Tells `listener` of every move. Returns a function that stops it. */
  listen(listener: TimeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The first step: everybody is told. */
  depart({ toMs = 0, rate = this.#rate }: Change): void {
    const fromMs = this.now();
    const jumpMs = Math.max(0, toMs - fromMs);
    this.#move = openMove(fromMs);
    this.#epoch += 1;
    this.#rate = rate;
    this.#pace = jumped(this.#pace, jumpMs);
    if (rate > this.#pace.rate) this.#takeRate();
    this.#tell(jumpMs);
  }

  /** The second step. Returns a function that lets go on who has waited for it. */
  arrive(): () => void {
    const move = this.#move;
    this.#move = undefined;
    if (this.#rate < this.#pace.rate) {
      this.#takeRate();
      this.#tell(0);
    }
    return () => move?.end();
  }

  /** From a whole millisecond: people read where time stands, and what is rounded up here is only so much more that we are ahead. */
  #takeRate(): void {
    const realMs = this.#real.now();
    this.#pace = { baseMs: Math.ceil(timeAt(this.#pace, realMs)), baseRealMs: realMs, rate: this.#rate };
  }

  #tell(jumpMs: DurationMs): void {
    const message = this.message(jumpMs);
    for (const listener of this.#listeners) listener(message);
  }
}

const openMove = (fromMs: EpochMs): Move => {
  let end = (): void => undefined;
  const arrived = new Promise<void>((resolve) => (end = resolve));
  return { fromMs, arrived, end };
};
