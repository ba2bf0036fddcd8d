import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { QueueError } from '../errors.js';
import { serviceBackoffMs } from './backoff.js';

const error = (retryAfterMs?: number): QueueError =>
  new QueueError('throttled', 'slow down', retryAfterMs === undefined ? {} : { retryAfterMs });

describe('serviceBackoffMs', () => {
  test.each([
    { failures: 1, least: 100, most: 200 },
    { failures: 2, least: 200, most: 400 },
    { failures: 3, least: 400, most: 800 },
    { failures: 8, least: 12_800, most: 25_600 },
    { failures: 9, least: 15_000, most: 30_000 },
    { failures: 5_000, least: 15_000, most: 30_000 },
  ])('after $failures in a row: $least to $most ms', ({ failures, least, most }) => {
    expect(serviceBackoffMs(failures, error(), () => 0)).toBe(least);
    expect(serviceBackoffMs(failures, error(), () => 1)).toBe(most);
  });

  test.each([
    { retryAfterMs: 5_000, waits: 5_000 },
    { retryAfterMs: 60_000, waits: 60_000 },
    { retryAfterMs: 1, waits: 150 },
  ])('a service that asks for $retryAfterMs ms gets $waits ms', ({ retryAfterMs, waits }) =>
    expect(serviceBackoffMs(1, error(retryAfterMs), () => 0.5)).toBe(waits),
  );

  test('never less than asked for, and never more than 30 s beyond that', () => {
    const chance = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000 }),
        fc.nat(120_000),
        chance,
        (failures, askedMs, random) => {
          const waitMs = serviceBackoffMs(failures, error(askedMs), () => random);
          expect(waitMs).toBeGreaterThanOrEqual(Math.max(100, askedMs));
          expect(waitMs).toBeLessThanOrEqual(Math.max(30_000, askedMs));
        },
      ),
    );
  });
});
