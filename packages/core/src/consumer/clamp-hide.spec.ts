import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aMessage, HOUR_MS, LEASE_MS, LIMITS, NOW_MS } from '../spec-support/deliveries.js';
import { clampHideMs } from './clamp-hide.js';

const hideMs = (untilMs: number, leftMs: number): number =>
  clampHideMs(NOW_MS + untilMs, NOW_MS, aMessage('a', { expiresAtMs: NOW_MS + leftMs }), LIMITS);

describe('clampHideMs', () => {
  test.each([
    { name: 'what was asked for', untilMs: 90_500, leftMs: 24 * HOUR_MS, ms: 90_500 },
    { name: 'exactly the longest hide', untilMs: 12 * HOUR_MS, leftMs: 168 * HOUR_MS, ms: 12 * HOUR_MS },
    { name: 'no more than the longest hide', untilMs: 72 * HOUR_MS, leftMs: 168 * HOUR_MS, ms: 12 * HOUR_MS },
    {
      name: 'not beyond one lease before the expiry',
      untilMs: 3 * HOUR_MS,
      leftMs: HOUR_MS,
      ms: HOUR_MS - LEASE_MS,
    },
    { name: 'at once within the last lease', untilMs: 20_000, leftMs: 25_000, ms: 0 },
    { name: 'at once when it has expired', untilMs: 20_000, leftMs: -1, ms: 0 },
    { name: 'at once for an instant of the past', untilMs: -5_000, leftMs: HOUR_MS, ms: 0 },
    { name: 'at once for a release', untilMs: Number.NEGATIVE_INFINITY, leftMs: HOUR_MS, ms: 0 },
  ])('$name', ({ untilMs, leftMs, ms }) => expect(hideMs(untilMs, leftMs)).toBe(ms));

  test('is always a hide that the service takes and that leaves a lease for the work', () => {
    const instant = fc.integer({ min: -HOUR_MS, max: 200 * HOUR_MS });
    fc.assert(
      fc.property(instant, instant, (untilMs, leftMs) => {
        const ms = hideMs(untilMs, leftMs);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(LIMITS.maxHideMs);
        expect(ms === 0 || ms <= untilMs).toBe(true);
        expect(ms === 0 || ms <= leftMs - LEASE_MS).toBe(true);
      }),
    );
  });
});
