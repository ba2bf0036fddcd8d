import { expect, test } from '@jest/globals';
import type { Plan, StrategyName } from '@snoozeq/core';
import fc from 'fast-check';
import { answerIn, SETTINGS } from '../spec-support/plans.js';
import { DAY, HOUR, MINUTE, NOW, SECOND } from '../spec-support/policy-input.js';
import { STRATEGIES } from './plan.js';
import { plannerOf } from './planner-of.js';
import type { PlannerOptions } from './planner-options.js';

const someStrategy = fc.constantFrom<StrategyName>(...STRATEGIES);
const someQueue = fc.record({
  retentionMs: fc
    .oneof(fc.integer({ min: 10, max: 604_800 }), fc.constantFrom(10, 120, 604_800))
    .map((s) => s * SECOND),
  maxDeliveries: fc.nat({ max: 20 }),
  maxHideMs: fc.oneof(fc.constant(12 * HOUR), fc.integer({ min: MINUTE, max: 12 * HOUR })),
});
const someOptions: fc.Arbitrary<PlannerOptions> = fc.record({
  reservedAttempts: fc.nat({ max: 5 }),
  reservedHandlingMs: fc.constantFrom(0, 30 * SECOND, 10 * MINUTE),
  leaseMs: fc.constantFrom(3 * SECOND, 30 * SECOND, 10 * MINUTE),
  batchFill: fc.integer({ min: 1, max: 20 }),
  backlog: fc.nat({ max: 200_000 }),
  expectedRestarts: fc.nat({ max: 3 }),
  waits: fc.constantFrom('hold', 'keeper', 'lane'),
  lanes: fc.record({
    mode: fc.constantFrom('exact', 'late'),
    widthMs: fc.constantFrom(MINUTE, 10 * MINUTE, HOUR, 12 * HOUR, DAY),
    horizonMs: fc.constantFrom(3 * HOUR, DAY, 7 * DAY),
  }),
});
const someDelay = fc.oneof(
  fc.integer({ min: 1, max: 500 * DAY }),
  fc.integer({ min: 1, max: 8 * DAY }),
  fc.integer({ min: 1, max: 13 * HOUR }),
);

test('the due time of a refusal fits, and is the nearest: a millisecond later does not', () => {
  fc.assert(
    fc.property(someStrategy, someQueue, someOptions, someDelay, (strategy, queue, options, delayMs) => {
      const answerAt = answerIn(strategy);
      const refusal = answerAt(delayMs, queue, options);
      if (refusal.kind === 'plan') return;
      const nearestMs = (refusal.nearestDueAtMs ?? Number.NaN) - NOW;
      expect(nearestMs).toBeLessThan(delayMs);
      expect(answerAt(nearestMs, queue, options).kind).toBe('plan');
      expect(answerAt(nearestMs + 1, queue, options).kind).toBe('refusal');
      expect(refusal.source).toMatch(/documented|assumed|due stamp|margin of the due gate/);
    }),
    { numRuns: 1_000 },
  );
});

test('what fits keeps the limits: retention, deliveries and the longest hide', () => {
  fc.assert(
    fc.property(someStrategy, someQueue, someOptions, someDelay, (strategy, queue, options, delayMs) => {
      const plan = answerIn(strategy)(delayMs, queue, options);
      if (plan.kind === 'refusal') return;
      expect(plan.deliveries).toBe(plan.holds + plan.relays + 1);
      expect(plan.calls.single).toBeGreaterThanOrEqual(2 + plan.deliveries);
      if (strategy === 'hold') expect(plan.holds * queue.maxHideMs).toBeGreaterThanOrEqual(delayMs);
      if (strategy === 'relay') {
        const messages = plan.relays + 1;
        expect(messages * queue.retentionMs).toBeGreaterThan(delayMs);
        if (queue.maxDeliveries > 0)
          expect(plan.deliveries).toBeLessThanOrEqual(messages * queue.maxDeliveries);
        return;
      }
      expect(plan.relays).toBe(0);
      expect(delayMs + (options.reservedHandlingMs ?? 0)).toBeLessThanOrEqual(queue.retentionMs);
      if (queue.maxDeliveries > 0)
        expect(plan.holds + (options.reservedAttempts ?? 0)).toBeLessThanOrEqual(queue.maxDeliveries);
    }),
    { numRuns: 1_000 },
  );
});

test('a longer delay never fits where a shorter one does not, and never costs less beyond the step into a lane', () => {
  fc.assert(
    fc.property(
      someStrategy,
      someQueue,
      someOptions,
      someDelay,
      someDelay,
      (strategy, queue, options, one, two) => {
        const [shorter, longer] = [Math.min(one, two), Math.max(one, two)].map((delayMs) =>
          answerIn(strategy)(delayMs, queue, options),
        );
        if (longer?.kind !== 'plan') return;
        expect(shorter?.kind).toBe('plan');
        // A lane that opens just after the calendar ends spares holds that a slightly shorter delay has to pay.
        if (strategy !== 'lane' && !(strategy === 'relay' && options.waits === 'lane'))
          expect((shorter as Plan).calls.single).toBeLessThanOrEqual(longer.calls.single);
      },
    ),
    { numRuns: 1_000 },
  );
});

test('auto is never dearer than any strategy that fits, and refuses only what none of them takes', () => {
  fc.assert(
    fc.property(someQueue, someOptions, someDelay, (queue, options, delayMs) => {
      const settings = { ...SETTINGS, ...queue };
      const auto = plannerOf('auto', settings, options).plan({
        nowMs: NOW,
        dueAtMs: NOW + delayMs,
        sizeBytes: 100,
      });
      for (const strategy of STRATEGIES) {
        const answer = answerIn(strategy)(delayMs, queue, options);
        if (answer.kind === 'refusal') continue;
        expect(auto.kind).toBe('plan');
        expect((auto as Plan).calls.batched).toBeLessThanOrEqual(answer.calls.batched + 1e-12);
      }
    }),
    { numRuns: 1_000 },
  );
});
