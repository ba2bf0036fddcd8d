import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dueStampV1 } from './due-stamp.js';
import { aDelivery, aMessage, DAY, HOUR, MINUTE, NOW, stamped } from '../spec-support/policy-input.js';

const convention = dueStampV1({ maxHideMs: 12 * HOUR, maxDeliveries: 20 });

describe('count', () => {
  const due = (delayMs: number) => stamped({ dueAtMs: NOW + delayMs });
  test.each([
    ['not delayed: every delivery is an attempt', stamped(), 3, { attempt: 3, holds: 0 }],
    ['unstamped', { kind: 'unstamped' } as const, 2, { attempt: 2, holds: 0 }],
    ['malformed', { kind: 'malformed', reason: 'r' } as const, 1, { attempt: 1, holds: 0 }],
    ['due when it was created', due(0), 2, { attempt: 2, holds: 0 }],
    ['first sight of a delayed message', due(DAY), 1, { attempt: 1, holds: 0 }],
    ['waited for its last second in memory', due(1_000), 2, { attempt: 2, holds: 0 }],
    ['held for a second and a bit', due(1_001), 2, { attempt: 1, holds: 1 }],
    ['held once', due(MINUTE), 2, { attempt: 1, holds: 1 }],
    ['held once, failed once', due(MINUTE), 3, { attempt: 2, holds: 1 }],
    ['held 14 times', due(7 * DAY), 15, { attempt: 1, holds: 14 }],
    ['held 14 times, failed twice', due(7 * DAY), 17, { attempt: 3, holds: 14 }],
    ['attempts of predecessors count', stamped({ attempts: 2 }), 1, { attempt: 3, holds: 0 }],
  ])('%s', (_what, reading, deliveryCount, expected) => {
    expect(convention.count(aDelivery({ deliveryCount }), reading)).toMatchObject(expected);
  });

  const inLane = (lane: string, createdAtMs = NOW - 3 * DAY) => ({ lane, createdAtMs });
  test.each([
    ['was not read before its lane opened', inLane('due-20260105T0000'), HOUR, 2, { attempt: 1, holds: 1 }],
    ['failed twice after its lane', inLane('due-20260105T0000'), HOUR, 4, { attempt: 3, holds: 1 }],
    ['was due when its lane opened', inLane('due-20260105T0100'), HOUR, 2, { attempt: 2, holds: 0 }],
    ['was due before its lane opened', inLane('due-20260105T0200'), HOUR, 3, { attempt: 3, holds: 0 }],
    ['came after its lane opened', inLane('due-20260104T0000', NOW), 13 * HOUR, 9, { attempt: 7, holds: 2 }],
    ['waited in another lane', inLane('due-soon', NOW), DAY, 3, { attempt: 1, holds: 2 }],
  ])('what %s', (_what, message, delayMs, deliveryCount, expected) => {
    expect(convention.count(aDelivery({ message, deliveryCount }), due(delayMs))).toMatchObject(expected);
  });

  test.each([
    ['before it was due, no handler has seen it', NOW + DAY - 1, { attempt: 1, holds: 8 }],
    ['at its due time, one may have', NOW + DAY, { attempt: 7, holds: 2 }],
  ])('handed out %s', (_what, servedAtMs, expected) => {
    expect(convention.count(aDelivery({ deliveryCount: 9, servedAtMs }), due(DAY))).toMatchObject(expected);
  });

  test('without a creation time, the publish time of the stamp stands in', () => {
    const { createdAtMs: _createdAtMs, ...message } = aMessage();
    const delivery = { ...aDelivery({ deliveryCount: 3 }), message };
    const reading = stamped({ dueAtMs: NOW + DAY, publishedAtMs: NOW });
    expect(convention.count(delivery, reading)).toMatchObject({ attempt: 1, holds: 2 });
    expect(convention.count(delivery, due(DAY))).toMatchObject({ attempt: 3, holds: 0 });
  });

  test.each([
    [0, 3, Number.POSITIVE_INFINITY],
    [5, 3, 2],
    [5, 5, 0],
    [5, 9, 0],
  ])('delivery limit %d at delivery %d leaves %d attempts', (maxDeliveries, deliveryCount, attemptsLeft) => {
    const limited = dueStampV1({ maxHideMs: 12 * HOUR, maxDeliveries });
    expect(limited.count(aDelivery({ deliveryCount }), stamped()).attemptsLeft).toBe(attemptsLeft);
  });

  test.each([
    [0, 1, 4],
    [0, 4, 1],
    [0, 5, 0],
    [0, 7, 0],
    [6, 4, 1],
    [6, 5, 0],
    [4, 3, 1],
  ])(
    'delivery limit %d and 5 attempts leave, at delivery %d, %d attempts',
    (maxDeliveries, deliveryCount, left) => {
      const limited = dueStampV1({ maxHideMs: 12 * HOUR, maxDeliveries, maxAttempts: 5 });
      expect(limited.count(aDelivery({ deliveryCount }), stamped()).attemptsLeft).toBe(left);
    },
  );

  test('holds and attempts add up to the deliveries and those of predecessors', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.nat({ max: 9 }),
        fc.integer({ min: -1, max: 20 }),
        (count, before, days) => {
          const reading = stamped({ dueAtMs: NOW + days * DAY, attempts: before });
          const { attempt, holds } = convention.count(aDelivery({ deliveryCount: count }), reading);
          expect(attempt + holds).toBe(count + before);
          expect(attempt).toBeGreaterThan(before);
        },
      ),
    );
  });
});
