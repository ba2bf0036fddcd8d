import type { Clock, DurationMs } from '@snoozeq/core';
import { StompError } from '../stomp-error.js';

const LOGIN_WITHIN_MS = 10_000;
/** As long as an HTTP request may take to arrive. */
const FRAME_WITHIN_MS = 60_000;

/** How long a client may take, in real time, so that one that sends a byte now and then does not stay for ever. */
export class Patience {
  #cancel: (() => void) | undefined;

  constructor(
    private readonly realClock: Clock,
    private readonly lost: (error: StompError) => void,
  ) {}

  waitForLogin(): void {
    this.#start(LOGIN_WITHIN_MS, 'the login');
  }

  /** Counts from the first time that a frame was begun. */
  waitForFrame(isInFrame: boolean): void {
    if (!isInFrame) this.stop();
    else if (!this.#cancel) this.#start(FRAME_WITHIN_MS, 'the rest of the frame');
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #start(withinMs: DurationMs, what: string): void {
    this.#cancel = this.realClock.schedule(this.realClock.now() + withinMs, () =>
      this.lost(new StompError('Timeout', `${withinMs / 1_000} s have passed without ${what}.`)),
    );
  }
}
