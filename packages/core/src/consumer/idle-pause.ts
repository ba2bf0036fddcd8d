import { concatMap, defer, map, type Observable } from 'rxjs';
import { after } from '../clock/sleep.js';
import type { Clock } from '../contracts/clock.js';
import type { RandomSource } from '../contracts/random.js';
import type { DurationMs, EpochMs } from '../contracts/time.js';
import type { PollTurn } from './poller.js';
import type { QueueTime } from './queue-time.js';
import type { ReturnTimes } from './return-times.js';

export interface IdlePauseParts {
  readonly queueClock: Clock;
  readonly queueTime: QueueTime;
  readonly random: RandomSource;
  readonly returns: ReturnTimes;
}

/** An empty reply sooner than this did not wait for messages, whatever was asked. */
const AT_ONCE_MS: DurationMs = 250;
/** A long poll may come back empty early; a few times in a row mean nothing. */
const FREE = 3;
const FIRST_MS: DurationMs = 100;
const LONGEST_MS: DurationMs = 5_000;

/**
 * Puts polls off while they come back empty at once, because the transport or the settings do not let them wait at the service:
 * 100 ms, doubling to 5 s, half of it at random, until something comes. Never beyond the instant at which a message that we hid comes
 * back. On the queue clock: a clock that skips stops where a poll is due.
 */
export class IdlePause {
  readonly #parts: IdlePauseParts;
  /** Empty replies at once, in a row. */
  #empty = 0;

  constructor(parts: IdlePauseParts) {
    this.#parts = parts;
  }

  before(turn$: Observable<PollTurn>): Observable<PollTurn> {
    return defer(() => {
      const pauseMs = this.#pauseMs();
      return pauseMs > 0 ? after(this.#parts.queueClock, pauseMs).pipe(concatMap(() => turn$)) : turn$;
    }).pipe(map((turn) => this.#watched(turn)));
  }

  #watched(turn: PollTurn): PollTurn {
    const askedAtMs = this.#parts.queueClock.now();
    return {
      ...turn,
      end: (deliveries) => {
        if (deliveries) this.#answered(deliveries.length, askedAtMs, turn.waitMs);
        turn.end?.(deliveries);
      },
    };
  }

  #answered(count: number, askedAtMs: EpochMs, waitMs: DurationMs): void {
    const isAtOnce = this.#parts.queueClock.now() - askedAtMs < AT_ONCE_MS;
    if (count > 0 || !isAtOnce) this.#empty = 0;
    else this.#empty = waitMs === 0 ? Math.max(FREE, this.#empty) + 1 : this.#empty + 1;
  }

  #pauseMs(): DurationMs {
    const doublings = this.#empty - FREE - 1;
    if (doublings < 0) return 0;
    const { random, returns, queueTime } = this.#parts;
    const fullMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(doublings, 10));
    const nowMs = queueTime.estimate();
    return Math.min(fullMs / 2 + (fullMs / 2) * random(), returns.nextMs(nowMs) - nowMs);
  }
}
