import { describe, expect, test } from '@jest/globals';
import { aDelivery, aStamp, aWork, HOUR_MS, LIMITS, NOW_MS } from '../spec-support/deliveries.js';
import { releaseOf } from './release.js';

describe('giving work back', () => {
  test.each([
    { name: 'without a limit', deliveryCount: 9, maxDeliveries: 0 },
    { name: 'with a delivery left', deliveryCount: 2, maxDeliveries: 3 },
  ])('$name makes it visible at once', ({ deliveryCount, maxDeliveries }) => {
    const work = aWork(aDelivery('a', { deliveryCount }));
    expect(releaseOf(work, NOW_MS, { ...LIMITS, maxDeliveries })).toEqual({ kind: 'release' });
  });

  test.each([
    { name: 'with its due time', dueAtMs: NOW_MS + HOUR_MS, expected: NOW_MS + HOUR_MS },
    { name: 'at once when it has none', dueAtMs: undefined, expected: NOW_MS },
  ])(
    'on the last delivery it goes on in a successor, $name: this start does not count',
    ({ dueAtMs, expected }) => {
      const { dueAtMs: _, ...stamp } = aStamp();
      const work = aWork(aDelivery('a', { deliveryCount: 3 }), {
        reading: { kind: 'stamped', stamp: { ...stamp, ...(dueAtMs !== undefined && { dueAtMs }) } },
        counters: { attempt: 2, holds: 1, attemptsLeft: 0 },
      });
      expect(releaseOf(work, NOW_MS, { ...LIMITS, maxDeliveries: 3 })).toMatchObject({
        kind: 'relay',
        dueAtMs: expected,
        attempts: 1,
      });
    },
  );
});
