import { expect } from '@jest/globals';
import { type Observable, take } from 'rxjs';
import { type RunHelpers, TestScheduler } from 'rxjs/testing';
import type { Clock } from '../contracts/clock.js';

/** The clock of a `TestScheduler`: one frame is one millisecond, frame 0 is instant 0. */
const clockOf = (scheduler: TestScheduler): Clock => ({
  now: () => scheduler.now(),
  schedule(atMs, task) {
    const timer = scheduler.schedule(() => task(), Math.max(0, atMs - scheduler.now()));
    return () => timer.unsubscribe();
  },
});

/** Runs a marble test; marbles, timers of operators and `clock` move together. */
export const marbles = (run: (helpers: RunHelpers, clock: Clock) => void): void => {
  const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
  scheduler.run((helpers) => run(helpers, clockOf(scheduler)));
};

/**
 * A call that answers in marble time, where real promises stand still: the first value resolves it, an error rejects it, and an
 * abort ends its subscription. For code that calls `then` itself; `await` would still need a turn of the event loop.
 */
export const replyOf = <T>(reply$: Observable<T>, signal?: AbortSignal): Promise<T> => {
  const then = (resolve: (value: T) => void, reject: (error: unknown) => void): void => {
    const open = reply$.pipe(take(1)).subscribe({ next: resolve, error: reject });
    signal?.addEventListener('abort', () => open.unsubscribe());
  };
  return { then } as unknown as Promise<T>;
};
