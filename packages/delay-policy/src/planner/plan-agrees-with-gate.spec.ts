import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { live } from '../spec-support/one-life.js';
import { answerIn, SETTINGS } from '../spec-support/plans.js';
import { DAY, HOUR, LIMITS, NOW, SECOND } from '../spec-support/policy-input.js';
import { chainOf, legOf } from './arithmetic/legs.js';
import { assumptionsOf } from './planner-options.js';

/** A queue, a lease and a delay that the gate really lives through, one decision after the other. */
const someCase = fc
  .record({
    /** The delay in retentions. */
    retentions: fc.double({ min: 0.001, max: 30, noNaN: true }),
    retentionMs: fc.integer({ min: 600, max: 604_800 }).map((seconds) => seconds * SECOND),
    maxDeliveries: fc.constantFrom(0, 2, 3, 5, 10, 20),
    maxHideMs: fc.constantFrom(12 * HOUR, 6 * HOUR, 5 * HOUR),
    leaseMs: fc.constantFrom(3 * SECOND, 30 * SECOND, 120 * SECOND),
  })
  .map(({ retentions, ...one }) => ({
    ...one,
    delayMs: 2 * SECOND + Math.ceil(retentions * one.retentionMs),
  }));

interface Case {
  readonly delayMs: number;
  readonly retentionMs: number;
  readonly maxDeliveries: number;
  readonly maxHideMs: number;
  readonly leaseMs: number;
}

const planned = ({ delayMs, leaseMs, ...queue }: Case) => {
  const plan = answerIn('relay')(delayMs, queue, { leaseMs });
  if (plan.kind === 'refusal') throw new Error(plan.message);
  return plan;
};

const lived = ({ delayMs, retentionMs, leaseMs, ...limits }: Case, latencyMs = 0) =>
  live({
    dueAtMs: NOW + delayMs,
    retentionMs,
    limits: { ...LIMITS, ...limits, leaseMs },
    settleMs: latencyMs,
    lateMs: latencyMs,
  });

/** Within a step of a full hop the gate waits in memory, and the formula ⌈D/V⌉ counts one hold more. */
const endsBesideAHop = ({ delayMs, leaseMs, ...queue }: Case): boolean => {
  const request = { nowMs: NOW, dueAtMs: NOW + delayMs, sizeBytes: 0 };
  const question = {
    request,
    limits: { ...SETTINGS, ...queue },
    assumed: assumptionsOf({ leaseMs }),
    delayMs,
  };
  const { relayed, lastWaitMs } = chainOf(delayMs, legOf(question));
  return [...relayed.map((leg) => leg.waitMs), lastWaitMs].some((waitMs) => {
    const beyondMs = waitMs % queue.maxHideMs;
    return beyondMs > 0 && beyondMs <= SECOND;
  });
};

describe('the plan of a relay', () => {
  test('is what the gate does, to the last delivery', () => {
    fc.assert(
      fc.property(someCase, (one) => {
        fc.pre(!endsBesideAHop(one));
        const { relays, deliveries } = planned(one);
        expect(lived(one)).toMatchObject({ decision: { kind: 'deliver' }, relays, deliveries });
      }),
      { numRuns: 500 },
    );
  });

  test('is within a delivery for each message of it, and within 2 % of a long one, under ordinary latency', () => {
    fc.assert(
      fc.property(someCase, (one) => {
        const { relays, deliveries } = planned(one);
        const real = lived(one, 50);
        expect(Math.abs(real.relays - relays)).toBeLessThanOrEqual(1 + 0.02 * relays);
        expect(Math.abs(real.deliveries - deliveries)).toBeLessThanOrEqual(
          1 + Math.max(relays, 0.02 * deliveries),
        );
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['30 days over a week, no delivery limit', 30 * DAY, 7 * DAY, 0, 4, 66],
    ['30 days over a week, 20 deliveries', 30 * DAY, 7 * DAY, 20, 4, 66],
    ['30 days over a day', 30 * DAY, DAY, 0, 30, 92],
    ['5 days, 10 deliveries', 5 * DAY, 7 * DAY, 10, 1, 12],
    ['within one message', 2 * DAY, 7 * DAY, 10, 0, 5],
  ])('%s', (_what, delayMs, retentionMs, maxDeliveries, relays, deliveries) => {
    const one = { delayMs, retentionMs, maxDeliveries, maxHideMs: 12 * HOUR, leaseMs: 30 * SECOND };
    expect(planned(one)).toMatchObject({ relays, deliveries });
    expect(lived(one)).toMatchObject({ relays, deliveries });
  });
});
