import { expect } from '@jest/globals';
import { type Observable, take, tap } from 'rxjs';
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

const LAST_FRAME = 10_000;

/** Runs a marble test; marbles, timers of operators and `clock` move together. */
export const marbles = (run: (helpers: RunHelpers, clock: Clock) => void): void => {
  const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
  scheduler.run((helpers) => {
    // A stream that would go on for ever fails its test instead of hanging it.
    scheduler.maxFrames = LAST_FRAME;
    run(helpers, clockOf(scheduler));
  });
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
  const onEnd = (end: () => void): Promise<T> => replyOf(reply$.pipe(tap({ next: end, error: end })), signal);
  return { then, finally: onEnd } as unknown as Promise<T>;
};
