import type { Clock, DurationMs } from '@snoozeq/core';

/** Resolves when `durationMs` have passed on `clock`. */
export const after = (clock: Clock, durationMs: DurationMs): Promise<void> =>
  new Promise((resolve) => clock.schedule(clock.now() + durationMs, resolve));
