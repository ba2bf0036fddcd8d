import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '@snoozeq/core/base';
import {
  constantBackoff,
  exponentialBackoff,
  limitedBackoff,
  linearBackoff,
  noRetry,
  withJitter,
} from './backoff.js';

const ATTEMPTS = [1, 2, 3, 4, 9, 2_000];

describe('delays of attempts 1, 2, 3, 4, 9 and 2000', () => {
  test.each([
    ['constant', constantBackoff(500), [500, 500, 500, 500, 500, 500]],
    ['linear', linearBackoff({ stepMs: 100, maxMs: 350 }), [100, 200, 300, 350, 350, 350]],
    [
      'exponential',
      exponentialBackoff({ baseMs: 1_000, maxMs: 60_000 }),
      [1_000, 2_000, 4_000, 8_000, 60_000, 60_000],
    ],
    ['exponential from nothing', exponentialBackoff({ baseMs: 0, maxMs: 60_000 }), [0, 0, 0, 0, 0, 0]],
    ['least jitter', withJitter(constantBackoff(1_000), () => 0), [500, 500, 500, 500, 500, 500]],
    [
      'middle jitter',
      withJitter(linearBackoff({ stepMs: 100, maxMs: 350 }), () => 0.5),
      [75, 150, 225, 263, 263, 263],
    ],
    [
      'limited to three attempts',
      limitedBackoff(constantBackoff(500), 3),
      [500, 500, undefined, undefined, undefined, undefined],
    ],
    [
      'limited, with jitter',
      withJitter(limitedBackoff(constantBackoff(500), 2), () => 0),
      [250, undefined, undefined, undefined, undefined, undefined],
    ],
    ['no retry', noRetry, ATTEMPTS.map(() => undefined)],
  ])('%s', (_name, backoff, delaysMs) =>
    expect(ATTEMPTS.map((attempt) => backoff.delayMs(attempt))).toEqual(delaysMs),
  );
});

test('asking changes nothing', () => {
  const backoff = exponentialBackoff({ baseMs: 100, maxMs: 1_000 });
  expect([backoff.delayMs(3), backoff.delayMs(1), backoff.delayMs(3)]).toEqual([400, 100, 400]);
});

test('jitter stays in the upper half, and messages that failed together part', () => {
  const backoff = withJitter(constantBackoff(1_000), seededRandom(7));
  const delaysMs = Array.from({ length: 200 }, () => backoff.delayMs(1) ?? Number.NaN);
  expect(Math.min(...delaysMs)).toBeGreaterThanOrEqual(500);
  expect(Math.max(...delaysMs)).toBeLessThanOrEqual(1_000);
  expect(new Set(delaysMs).size).toBeGreaterThan(100);
});

test.each([0, -1, 1.5, Number.NaN])('refuses a limit of %d attempts', (maxAttempts) =>
  expect(() => limitedBackoff(noRetry, maxAttempts)).toThrow(`maxAttempts ${maxAttempts}`),
);

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d milliseconds', (ms) => {
  expect(() => constantBackoff(ms)).toThrow(`delayMs ${ms}`);
  expect(() => linearBackoff({ stepMs: ms, maxMs: 1 })).toThrow('stepMs');
  expect(() => exponentialBackoff({ baseMs: 1, maxMs: ms })).toThrow('maxMs');
});
