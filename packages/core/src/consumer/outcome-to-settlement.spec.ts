import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Decision, Outcome } from '../contracts/decision.js';
import type { PolicyInput } from '../contracts/policy.js';
import { aDelivery, aMessage, aWork, HOUR_MS, LEASE_MS, LIMITS, NOW_MS } from '../spec-support/deliveries.js';
import { clampHideMs } from './clamp-hide.js';
import { settlementOf } from './outcome-to-settlement.js';

interface Situation {
  readonly leftMs?: number;
  readonly deliveryCount?: number;
  readonly maxDeliveries?: number;
  readonly attempt?: number;
  /** What the policy answers to a failure. */
  readonly answer?: Decision;
}

const situation = ({
  leftMs = 168 * HOUR_MS,
  deliveryCount = 1,
  maxDeliveries = 0,
  attempt = 1,
  answer = { kind: 'release' },
}: Situation = {}) => {
  const failures: PolicyInput['failure'][] = [];
  const message = aMessage('a', { expiresAtMs: NOW_MS + leftMs });
  const context = {
    work: aWork(aDelivery('a', { message, deliveryCount }), {
      counters: { attempt, holds: 0, attemptsLeft: 9 },
    }),
    nowMs: NOW_MS,
    limits: { ...LIMITS, maxDeliveries },
    judgeFailure: (failure: NonNullable<PolicyInput['failure']>) => {
      failures.push(failure);
      return answer;
    },
  };
  return { context, failures, message };
};
const settle = (outcome: Outcome, given?: Situation) => settlementOf(outcome, situation(given).context);
const afterFailure = (answer: Decision, given?: Situation) => settle({ kind: 'retry' }, { ...given, answer });
/** Hides round down to whole seconds, so a hold asks for almost one more. */
const held = (untilMs: number) => ({ kind: 'hold', untilMs: NOW_MS + untilMs + 999 });

describe('what a handler decides by itself', () => {
  test.each<[Outcome]>([
    [{ kind: 'complete' }],
    [{ kind: 'release' }],
    [{ kind: 'dead-letter', reason: 'no such customer' }],
  ])('%j is settled as it is', (outcome) => expect(settle(outcome)).toEqual(outcome));
});

test('a release on the last delivery that the queue allows goes on in a successor', () =>
  expect(settle({ kind: 'release' }, { deliveryCount: 3, maxDeliveries: 3, attempt: 2 })).toMatchObject({
    kind: 'relay',
    dueAtMs: NOW_MS,
    attempts: 1,
  }));

describe('defer', () => {
  const defer = (untilMs: number, given?: Situation) =>
    settle({ kind: 'defer', untilMs: NOW_MS + untilMs }, given);
  const relayed = (untilMs: number, attempts = 0) => ({ kind: 'relay', dueAtMs: NOW_MS + untilMs, attempts });

  test.each<[string, number, Situation, object]>([
    ['an hour', HOUR_MS, {}, held(HOUR_MS)],
    ['exactly the longest hide', 12 * HOUR_MS, {}, held(12 * HOUR_MS)],
    ['more than the longest hide', 12 * HOUR_MS + 1, {}, relayed(12 * HOUR_MS + 1)],
    ['three days', 72 * HOUR_MS, {}, relayed(72 * HOUR_MS)],
    ['to well before the last lease', HOUR_MS, { leftMs: 2 * HOUR_MS }, held(HOUR_MS)],
    ['into the last lease', HOUR_MS, { leftMs: HOUR_MS + LEASE_MS - 1 }, relayed(HOUR_MS)],
    ['beyond the expiry', 2 * HOUR_MS, { leftMs: HOUR_MS }, relayed(2 * HOUR_MS)],
    ['with a delivery left', HOUR_MS, { deliveryCount: 4, maxDeliveries: 5 }, held(HOUR_MS)],
    ['on the last delivery', HOUR_MS, { deliveryCount: 5, maxDeliveries: 5 }, relayed(HOUR_MS)],
    ['costs no attempt', 72 * HOUR_MS, { attempt: 3 }, relayed(72 * HOUR_MS, 2)],
    ['to an instant of the past', -5_000, {}, held(-5_000)],
  ])('%s', (_name, untilMs, given, wanted) => expect(defer(untilMs, given)).toMatchObject(wanted));

  test('never returns early: not by rounding, not by a clamp, however late the hide is asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 13 * HOUR_MS }),
        fc.oneof(fc.integer({ min: 0, max: 14 * HOUR_MS }), fc.integer({ min: -2_000, max: 40_000 })),
        fc.integer({ min: 0, max: 2_000 }),
        (untilMs, spareMs, settledAfterMs) => {
          const leftMs = untilMs + spareMs;
          const settlement = defer(untilMs, { leftMs });
          if (settlement.kind === 'relay') return expect(settlement.dueAtMs).toBe(NOW_MS + untilMs);
          expect(settlement.kind).toBe('hold');
          if (settlement.kind !== 'hold') return;
          const atMs = NOW_MS + settledAfterMs;
          const { message } = situation({ leftMs });
          const forMs = clampHideMs(settlement.untilMs, atMs, message, LIMITS);
          const visibleAtMs = atMs + Math.floor(forMs / LIMITS.hideStepMs) * LIMITS.hideStepMs;
          expect(visibleAtMs).toBeGreaterThanOrEqual(NOW_MS + untilMs);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('retry', () => {
  test.each<[string, Decision, object]>([
    [
      'a hold',
      { kind: 'hold', untilMs: NOW_MS + 5_000, reason: 'failed' },
      { ...held(5_000), reason: 'failed' },
    ],
    ['a wait, as the shortest hold', { kind: 'wait', untilMs: NOW_MS + 300 }, held(300)],
    [
      'a relay',
      { kind: 'relay', dueAtMs: NOW_MS, attempts: 4, reason: 'far' },
      { kind: 'relay', attempts: 4 },
    ],
    ['a dead letter', { kind: 'dead-letter', reason: 'failed' }, { kind: 'dead-letter', reason: 'failed' }],
    ['a drop', { kind: 'drop', reason: 'stale' }, { kind: 'drop', reason: 'stale' }],
    ['a release', { kind: 'release' }, { kind: 'release' }],
    ['a delivery, as a release: not twice in one lease', { kind: 'deliver' }, { kind: 'release' }],
  ])('the policy may answer with %s', (_name, answer, wanted) =>
    expect(afterFailure(answer)).toMatchObject(wanted),
  );

  test.each<[string, number, Situation]>([
    ['beyond the longest hide', 13 * HOUR_MS, {}],
    ['into the last lease', HOUR_MS, { leftMs: HOUR_MS }],
    ['on the last delivery', HOUR_MS, { deliveryCount: 5, maxDeliveries: 5 }],
  ])('a hold %s is a relay that has spent its attempt', (_name, untilMs, given) =>
    expect(
      afterFailure({ kind: 'hold', untilMs: NOW_MS + untilMs, reason: 'failed' }, { ...given, attempt: 2 }),
    ).toEqual({ kind: 'relay', dueAtMs: NOW_MS + untilMs, attempts: 2, reason: 'failed' }),
  );

  test.each<[string, unknown]>([
    ['of no known kind', { kind: 'retyr' }],
    ['that is not an outcome', 'done'],
    ['that is deferred to no instant', { kind: 'defer', untilMs: Number.NaN }],
    ['that is deferred for ever', { kind: 'defer', untilMs: Number.POSITIVE_INFINITY }],
  ])('an answer %s is a failure', (_name, outcome) => {
    const { context, failures } = situation({ answer: { kind: 'drop', reason: 'asked' } });
    expect(settlementOf(outcome as Outcome, context)).toEqual({ kind: 'drop', reason: 'asked' });
    expect(failures).toEqual([{ error: expect.any(TypeError) }]);
  });

  test('the policy hears the error and the wish', () => {
    const error = new Error('no connection');
    const { context, failures } = situation();
    settlementOf({ kind: 'retry', error, afterMs: 700 }, context);
    settlementOf({ kind: 'retry' }, context);
    expect(failures).toEqual([
      { error, afterMs: 700 },
      { error: new Error('the handler asked for a retry') },
    ]);
    expect(failures[1]).not.toHaveProperty('afterMs');
  });
});
