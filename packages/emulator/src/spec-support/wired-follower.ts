import type { EpochMs, RandomSource, VirtualClock } from '@snoozeq/core';
import { FollowedTime, type TimeMessage } from '@snoozeq/wire-clock';
import type { SkippingClock } from '../clock/emulator-clock.js';

/** The longest that anything is under way, in real milliseconds. */
const LONGEST_WAY_MS = 20;
const HEARTBEAT_MS = 500;

/** A participant behind a wire whose delays are drawn: news comes in order, replies to calls come on a way of their own. */
export class WiredFollower {
  #time: FollowedTime | undefined;
  #heardLastRealMs = 0;
  #saidLastRealMs = 0;
  #epoch = 0;
  #boundMs = -Infinity;

  constructor(
    private readonly clock: SkippingClock,
    private readonly real: VirtualClock,
    private readonly random: RandomSource,
    readonly name: string,
  ) {
    clock.join(name);
    clock.listen((message) => this.#send(message));
    this.#send(clock.time());
    this.#beat();
  }

  /** -Infinity before it has heard anything. */
  now(): EpochMs {
    return this.#time?.now() ?? -Infinity;
  }

  /** What a consumer judges due times by: the time of the best reply, and what has elapsed here since. */
  judgedMs(): EpochMs {
    return this.now() + this.#boundMs;
  }

  /** A reply that tells the time that it is made at leaves the emulator now. */
  reply(): void {
    const madeAtMs = this.clock.queueTime.now();
    this.real.schedule(this.real.now() + this.#way(), () => {
      if (this.#time) this.#boundMs = Math.max(this.#boundMs, madeAtMs - this.now());
    });
  }

  #send(message: TimeMessage): void {
    this.#heardLastRealMs = Math.max(this.#heardLastRealMs, this.real.now() + this.#way());
    this.real.schedule(this.#heardLastRealMs, () => this.#hear(message));
  }

  #hear(message: TimeMessage): void {
    if (this.#time) this.#time.follow(message);
    else this.#time = new FollowedTime(this.real, message);
    this.#epoch = message.epoch;
    this.#report();
  }

  #report(): void {
    const { clock, name } = this;
    const said = { epoch: this.#epoch, idle: true, waiting: [], nextTimerMs: null };
    this.#saidLastRealMs = Math.max(this.#saidLastRealMs, this.real.now() + this.#way());
    this.real.schedule(this.#saidLastRealMs, () => clock.report(name, said));
  }

  #beat(): void {
    this.#report();
    this.real.schedule(this.real.now() + HEARTBEAT_MS, () => this.#beat());
  }

  #way(): number {
    return this.random() * LONGEST_WAY_MS;
  }
}
