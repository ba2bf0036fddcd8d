import { Observable } from 'rxjs';
import type { Clock } from '../contracts/clock.js';
import type { DurationMs } from '../contracts/time.js';

/** Resolves when `durationMs` have passed on `clock`. */
export const sleep = (clock: Clock, durationMs: DurationMs): Promise<void> =>
  new Promise((resolve) => clock.schedule(clock.now() + durationMs, resolve));

/** Emits once and completes when `durationMs` have passed on `clock`; unsubscribing cancels the timer. */
export const after = (clock: Pick<Clock, 'now' | 'schedule'>, durationMs: DurationMs): Observable<void> =>
  new Observable((subscriber) =>
    clock.schedule(clock.now() + durationMs, () => {
      subscriber.next();
      subscriber.complete();
    }),
  );
