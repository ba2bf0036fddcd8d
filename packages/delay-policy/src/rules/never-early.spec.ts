import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defaultPolicy } from './default-policy.js';
import { hideMs, live } from '../spec-support/one-life.js';
import { anInput, DAY, HOUR, LIMITS, NOW, SECOND, stamped } from '../spec-support/policy-input.js';
import { plannedHolds } from '../planner/planned-holds.js';

const policy = defaultPolicy();
const V = LIMITS.maxHideMs;

describe('one decision', () => {
  const someInput = fc.record({
    remainingMs: fc.integer({ min: 1, max: 500 * DAY }),
    leftMs: fc.integer({ min: -HOUR, max: 8 * DAY }),
    ageMs: fc.option(fc.nat({ max: 7 * DAY })),
    deliveryCount: fc.integer({ min: 1, max: 40 }),
    maxDeliveries: fc.nat({ max: 20 }),
    attempts: fc.nat({ max: 9 }),
    leaseMs: fc.integer({ min: 1, max: 600 }).map((seconds) => seconds * SECOND),
  });

  test('is never to deliver before the due time, and a hold ends neither after it nor after the expiry', () => {
    fc.assert(
      fc.property(
        someInput,
        ({ remainingMs, leftMs, ageMs, deliveryCount, maxDeliveries, attempts, leaseMs }) => {
          const [dueAtMs, expiresAtMs] = [NOW + remainingMs, NOW + leftMs];
          const message = { expiresAtMs, createdAtMs: NOW - (ageMs ?? 0) };
          const reading = stamped({ dueAtMs, attempts });
          const decision = policy(
            anInput({ reading, message, deliveryCount, limits: { maxDeliveries, leaseMs } }),
          );
          expect(decision.kind).not.toMatch(/deliver|drop|release/);
          if (decision.kind === 'hold' || decision.kind === 'wait') {
            expect(decision.untilMs).toBeGreaterThan(NOW);
            expect(decision.untilMs).toBeLessThanOrEqual(Math.min(dueAtMs, expiresAtMs));
          }
          if (decision.kind === 'hold')
            expect(hideMs(decision.untilMs, NOW, expiresAtMs, { ...LIMITS, leaseMs })).toBeGreaterThan(0);
          if (decision.kind === 'relay') expect(decision.dueAtMs).toBe(dueAtMs);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('a whole life', () => {
  test('without latency ends exactly at the due time, within ⌈D/V⌉ + 1 deliveries', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 * DAY }), (delayMs) => {
        const ended = live({
          dueAtMs: NOW + delayMs,
          retentionMs: 301 * DAY,
          limits: LIMITS,
          settleMs: 0,
          lateMs: 0,
        });
        expect(ended).toMatchObject({ decision: { kind: 'deliver' }, nowMs: NOW + delayMs, relays: 0 });
        expect(ended.deliveryCount).toBeLessThanOrEqual(Math.ceil(delayMs / V) + 1);
      }),
    );
  });

  test.each([12 * HOUR, DAY, 2 * DAY, 6 * DAY, 7 * DAY - 30 * SECOND])(
    'of %d ms, with latency, takes the planned holds and starts at attempt 1',
    (delayMs) => {
      const ended = live({
        dueAtMs: NOW + delayMs,
        retentionMs: 7 * DAY,
        limits: LIMITS,
        settleMs: 40,
        lateMs: 60,
      });
      expect(ended).toMatchObject({ holds: plannedHolds(delayMs, { maxHideMs: V }), attempt: 1 });
    },
  );

  test('with any latency, retention, lease and delivery limit is never early and ends', () => {
    const someLife = fc.record({
      retentionMs: fc.integer({ min: 600, max: 604_800 }).map((seconds) => seconds * SECOND),
      /** The delay, as a share of the retention. */
      retentions: fc.double({ min: 0.000_01, max: 20, noNaN: true }),
      maxDeliveries: fc.constantFrom(0, 2, 3, 5, 20),
      leaseMs: fc.constantFrom(3 * SECOND, 30 * SECOND, 120 * SECOND),
      settleMs: fc.nat({ max: 1_500 }),
      lateMs: fc.nat({ max: 700 }),
    });
    fc.assert(
      fc.property(someLife, ({ retentionMs, retentions, maxDeliveries, leaseMs, settleMs, lateMs }) => {
        const dueAtMs = NOW + Math.ceil(retentionMs * retentions);
        const ended = live({
          dueAtMs,
          retentionMs,
          limits: { ...LIMITS, maxDeliveries, leaseMs },
          settleMs,
          lateMs,
        });
        expect(ended.decision).toEqual({ kind: 'deliver' });
        expect(ended.nowMs).toBeGreaterThanOrEqual(dueAtMs);
        expect(ended.nowMs).toBeLessThanOrEqual(dueAtMs + settleMs + lateMs);
        if (maxDeliveries > 0) expect(ended.deliveryCount).toBeLessThanOrEqual(maxDeliveries);
      }),
    );
  });

  test('the shortest retention of the service ends too, in a dead letter where nothing else is left', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 120_000 }),
        fc.integer({ min: 10, max: 60 }),
        (delayMs, retentionS) => {
          const life = {
            dueAtMs: NOW + delayMs,
            retentionMs: retentionS * SECOND,
            limits: LIMITS,
            settleMs: 40,
            lateMs: 60,
          };
          const { decision, nowMs, relays } = live(life);
          expect(decision.kind).toMatch(/deliver|dead-letter/);
          if (decision.kind === 'deliver') expect(nowMs).toBeGreaterThanOrEqual(life.dueAtMs);
          expect(relays).toBeLessThanOrEqual(120);
        },
      ),
    );
  });
});
