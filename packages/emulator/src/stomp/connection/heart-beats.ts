import type { Clock, DurationMs } from '@snoozeq/core';
import { invalidHeader } from '../stomp-error.js';

/** 0: never. */
export interface HeartBeatAgreement {
  readonly sendEveryMs: DurationMs;
  readonly expectEveryMs: DurationMs;
}

const NEVER: HeartBeatAgreement = { sendEveryMs: 0, expectEveryMs: 0 };
/** Faster ones would cost more than they tell. */
const FASTEST_MS = 100;
/** One that is late by a whole interval has not got lost on this machine. */
const PATIENCE = 2;

/** What the client offers and wants: `<sends every>,<wants every>` in ms. @throws StompError for anything else */
export const agreedHeartBeats = (
  offered: string | undefined,
  mode: 'as-asked' | 'none',
): HeartBeatAgreement => {
  if (offered === undefined) return NEVER;
  const [, sends = '', wants = ''] = /^(\d{1,9}),(\d{1,9})$/.exec(offered) ?? [];
  if (sends === '')
    throw invalidHeader('heart-beat is not two numbers of milliseconds, such as 10000,10000.');
  if (mode === 'none') return NEVER;
  return { sendEveryMs: atMostEvery(Number(wants)), expectEveryMs: atMostEvery(Number(sends)) };
};

const atMostEvery = (ms: number): DurationMs => (ms === 0 ? 0 : Math.max(FASTEST_MS, ms));

interface HeartBeatActions {
  readonly send: () => void;
  readonly missed: () => void;
}

/** The heart-beats of one connection, in real time: the network does not go by the queue's. */
export class HeartBeats {
  #agreement = NEVER;
  #heardAtMs = 0;
  readonly #cancels = new Set<() => void>();

  constructor(
    private readonly realClock: Clock,
    private readonly actions: HeartBeatActions,
  ) {}

  start(agreement: HeartBeatAgreement): void {
    this.#agreement = agreement;
    this.heard();
    const { sendEveryMs, expectEveryMs } = agreement;
    if (sendEveryMs > 0) this.#every(sendEveryMs, this.actions.send);
    if (expectEveryMs > 0) this.#every(expectEveryMs, () => this.#look());
  }

  /** Whatever comes shows that the client lives. */
  heard(): void {
    this.#heardAtMs = this.realClock.now();
  }

  stop(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }

  #look(): void {
    const silentMs = this.realClock.now() - this.#heardAtMs;
    if (silentMs >= PATIENCE * this.#agreement.expectEveryMs) this.actions.missed();
  }

  #every(ms: DurationMs, action: () => void): void {
    const cancel = this.realClock.schedule(this.realClock.now() + ms, () => {
      this.#cancels.delete(cancel);
      this.#every(ms, action);
      action();
    });
    this.#cancels.add(cancel);
  }
}
