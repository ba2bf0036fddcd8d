import type { Clock, EpochMs } from '@snoozeq/core';
import type { TestScheduler } from 'rxjs/testing';

/**
 * The clock of an RxJS `TestScheduler`: inside `scheduler.run` one frame is one millisecond, so marbles, timers of operators and
 * this clock move together. `startMs`: the instant of frame 0.
 */
export const marbleClock = (scheduler: TestScheduler, startMs: EpochMs = 0): Clock => ({
  now: () => startMs + scheduler.now(),
  schedule(atMs, task) {
    const delayMs = Math.max(0, atMs - startMs - scheduler.now());
    const timer = scheduler.schedule(() => task(), delayMs);
    return () => timer.unsubscribe();
  },
});
