import type { DurationMs, RandomSource } from '@snoozeq/core';

/** How long to wait after a failed attempt. A value: asking changes nothing. */
export interface Backoff {
  /** `attempt`: the one that failed, 1 or more; `error`: what it threw. `undefined`: no further attempt, a dead letter. */
  delayMs(attempt: number, error?: unknown): DurationMs | undefined;
}

/** The same delay every time. */
export const constantBackoff = (delayMs: DurationMs): Backoff => {
  const fixedMs = checked('delayMs', delayMs);
  return { delayMs: () => fixedMs };
};

/** `stepMs` longer each time, never more than `maxMs`. */
export const linearBackoff = (options: {
  readonly stepMs: DurationMs;
  readonly maxMs: DurationMs;
}): Backoff => {
  const [stepMs, maxMs] = [checked('stepMs', options.stepMs), checked('maxMs', options.maxMs)];
  return { delayMs: (attempt) => Math.min(maxMs, stepMs * Math.max(1, attempt)) };
};

/** `baseMs` first, then twice as long each time, never more than `maxMs`. */
export const exponentialBackoff = (options: {
  readonly baseMs: DurationMs;
  readonly maxMs: DurationMs;
}): Backoff => {
  const [baseMs, maxMs] = [checked('baseMs', options.baseMs), checked('maxMs', options.maxMs)];
  return {
    delayMs: (attempt) => Math.min(maxMs, baseMs * 2 ** (Math.min(Math.max(1, attempt), MOST_DOUBLINGS) - 1)),
  };
};

/** A random point in the upper half of each delay, so that messages that failed together do not return together. */
export const withJitter = (backoff: Backoff, random: RandomSource): Backoff => ({
  delayMs: (attempt, error) => {
    const delayMs = backoff.delayMs(attempt, error);
    return delayMs === undefined ? undefined : Math.round(delayMs * (0.5 + random() / 2));
  },
});

/** The same delays, and none after attempt `maxAttempts`, the first included. The limit of the policy counts besides. */
export const limitedBackoff = (backoff: Backoff, maxAttempts: number): Backoff => {
  const limit = checkedAttempts(maxAttempts);
  return { delayMs: (attempt, error) => (attempt < limit ? backoff.delayMs(attempt, error) : undefined) };
};

/** No further attempt, ever. */
export const noRetry: Backoff = { delayMs: () => undefined };

/** Beyond this the power leaves the exact integers, and 0 times Infinity would not be a number. */
const MOST_DOUBLINGS = 50;

/** A number of handler starts, or a `RangeError` that names it. */
export const checkedAttempts = (maxAttempts: number): number => {
  if (Number.isInteger(maxAttempts) && maxAttempts >= 1) return maxAttempts;
  throw new RangeError(`maxAttempts ${maxAttempts}: give a whole number of 1 or more`);
};

const checked = (name: string, ms: DurationMs): DurationMs => {
  if (Number.isFinite(ms) && ms >= 0) return ms;
  throw new RangeError(`${name} ${ms}: a back-off takes 0 or more milliseconds; give a finite number`);
};
