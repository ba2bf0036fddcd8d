import { describe, expect, test } from '@jest/globals';
import { constantBackoff, exponentialBackoff, linearBackoff, withJitter } from './backoff.js';

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
  ])('%s', (_name, backoff, delaysMs) =>
    expect(ATTEMPTS.map((attempt) => backoff.delayMs(attempt))).toEqual(delaysMs),
  );
});

test('asking changes nothing', () => {
  const backoff = exponentialBackoff({ baseMs: 100, maxMs: 1_000 });
  expect([backoff.delayMs(3), backoff.delayMs(1), backoff.delayMs(3)]).toEqual([400, 100, 400]);
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d milliseconds', (ms) => {
  expect(() => constantBackoff(ms)).toThrow(`delayMs ${ms}`);
  expect(() => linearBackoff({ stepMs: ms, maxMs: 1 })).toThrow('stepMs');
  expect(() => exponentialBackoff({ baseMs: 1, maxMs: ms })).toThrow('maxMs');
});
