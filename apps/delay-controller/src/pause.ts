import type { Clock, DurationMs } from '@snoozeq/core';

/** Resolves when `durationMs` have passed on `clock`, or when `signal` is aborted, whichever comes first. */
export const pause = (clock: Clock, durationMs: DurationMs, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.schedule(clock.now() + durationMs, end);
    signal.addEventListener('abort', end);
  });
