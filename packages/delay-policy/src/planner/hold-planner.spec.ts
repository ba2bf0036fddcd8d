import { describe, expect, test } from '@jest/globals';
import type { QueueSettings } from '@snoozeq/core';
import fc from 'fast-check';
import { DAY, HOUR, MINUTE, NOW, SECOND } from '../spec-support/policy-input.js';
import { holdPlanner, type HoldPlannerOptions } from './hold-planner.js';

const SETTINGS: QueueSettings = {
  retentionMs: 7 * DAY,
  maxDeliveries: 0,
  maxHideMs: 12 * HOUR,
  maxMessageBytes: 262_144,
};

const planIn = (delayMs: number, settings: Partial<QueueSettings> = {}, options?: HoldPlannerOptions) =>
  holdPlanner({ ...SETTINGS, ...settings }, options).plan({
    nowMs: NOW,
    dueAtMs: NOW + delayMs,
    sizeBytes: 100,
  });

describe('plans', () => {
  test.each([
    ['nothing to wait for', 0, 0, 1, 3],
    ['a due time in the past', -HOUR, 0, 1, 3],
    ['a millisecond', 1, 1, 2, 5],
    ['an hour', HOUR, 1, 2, 5],
    ['one longest hide', 12 * HOUR, 1, 2, 5],
    ['a millisecond more', 12 * HOUR + 1, 2, 3, 7],
    ['3d 9h', 3 * DAY + 9 * HOUR, 7, 8, 17],
    ['the whole week but for the handling', 7 * DAY - 30 * SECOND, 14, 15, 31],
  ])('%s', (_what, delayMs, holds, deliveries, single) => {
    expect(planIn(delayMs)).toEqual({
      kind: 'plan',
      strategy: 'hold',
      lane: 'ready',
      delayMs: Math.max(0, delayMs),
      holds,
      relays: 0,
      deliveries,
      calls: { single, batched: single / 20 },
      worstLatenessMs: 1_100,
    });
  });

  test('in the lane and with the pollers it is told', () => {
    const options = { lane: 'later', pollWaitMs: 5_000, callLatencyMs: 200 };
    expect(planIn(HOUR, {}, options)).toMatchObject({ lane: 'later', worstLatenessMs: 5_400 });
  });

  test('with just enough deliveries', () => {
    expect(planIn(DAY, { maxDeliveries: 5 })).toMatchObject({ kind: 'plan', holds: 2 });
    expect(planIn(DAY, { maxDeliveries: 3 }, { reservedAttempts: 1 })).toMatchObject({
      kind: 'plan',
      holds: 2,
    });
  });

  test('no delay under any delivery limit and retention', () => {
    expect(planIn(0, { maxDeliveries: 1, retentionMs: 10 * SECOND })).toMatchObject({
      kind: 'plan',
      holds: 0,
    });
  });
});

describe('refuses', () => {
  test('what the retention does not reach', () => {
    expect(planIn(8 * DAY)).toMatchObject({
      kind: 'refusal',
      rule: 'retention',
      message:
        'in 8d: refused, retention 7d keeps a message until 2026-01-12T00:00:00.000Z; ' +
        'latest due time that fits: 2026-01-11T23:59:30.000Z. Shorten the delay: no queue keeps messages longer than 7d.',
      nearestDueAtMs: NOW + 7 * DAY - 30 * SECOND,
    });
  });

  test('and advises a longer retention where there is one', () => {
    expect(planIn(DAY, { retentionMs: DAY })).toMatchObject({
      message: expect.stringContaining('or create the queue with a longer retention (at most 7d).'),
      source: expect.stringContaining('documented'),
    });
  });

  test('what needs more deliveries than the queue allows', () => {
    expect(planIn(3 * DAY, { maxDeliveries: 5 })).toMatchObject({
      kind: 'refusal',
      rule: 'deliveries',
      message:
        'in 3d: refused, 6 holds and 3 attempts need 9 deliveries and the queue allows 5; latest due time that fits: ' +
        '2026-01-06T00:00:00.000Z. Shorten the delay, or set deadLetterQueueDeliveryCount to 9 or more, or to 0 (no limit).',
      nearestDueAtMs: NOW + DAY,
    });
  });

  test('and does not advise a delivery limit above the highest', () => {
    expect(planIn(6 * DAY, { maxDeliveries: 5 }, { reservedAttempts: 10 })).toMatchObject({
      message: expect.stringContaining('set deadLetterQueueDeliveryCount to 0 (no limit).'),
    });
  });

  test('any delay when the attempts alone use the limit up', () => {
    expect(planIn(MINUTE, { maxDeliveries: 3 })).toMatchObject({
      rule: 'deliveries',
      message: expect.stringContaining('only messages without a delay fit'),
      nearestDueAtMs: NOW,
    });
  });

  test('what is too large, late or not', () => {
    const { plan } = holdPlanner(SETTINGS);
    expect(plan({ nowMs: NOW, dueAtMs: NOW, sizeBytes: 262_144 })).toMatchObject({ kind: 'plan' });
    expect(plan({ nowMs: NOW, dueAtMs: NOW, sizeBytes: 262_145 })).toMatchObject({
      rule: 'size',
      message: expect.stringMatching(/^262145 bytes: refused, the queue takes at most 262144 bytes/),
    });
  });

  test.each([
    ['no number', Number.NaN],
    ['for ever', Number.POSITIVE_INFINITY],
    ['the beginning of time', Number.NEGATIVE_INFINITY],
    ['seconds taken for milliseconds', NOW / 1_000],
    ['the year 10000', Date.UTC(10_000, 0, 1)],
  ])('%s as a due time', (_what, dueAtMs) => {
    expect(holdPlanner(SETTINGS).plan({ nowMs: NOW, dueAtMs, sizeBytes: 1 })).toMatchObject({
      rule: 'due-time',
    });
  });

  test('a queue that cannot hide', () =>
    expect(() => holdPlanner({ ...SETTINGS, maxHideMs: 0 })).toThrow('maxHideMs 0'));
});

test('the latest due time of a refusal fits, and a millisecond later does not', () => {
  const someQueue = fc.record({
    retentionMs: fc.integer({ min: 60_000, max: 7 * DAY }),
    maxDeliveries: fc.nat({ max: 20 }),
    maxHideMs: fc.integer({ min: 60_000, max: 12 * HOUR }),
  });
  fc.assert(
    fc.property(someQueue, fc.integer({ min: 1, max: 30 * DAY }), (settings, delayMs) => {
      const result = planIn(delayMs, settings);
      if (result.kind === 'plan') return;
      const latestMs = (result.nearestDueAtMs ?? Number.NaN) - NOW;
      expect(latestMs).toBeLessThan(delayMs);
      expect(planIn(latestMs, settings).kind).toBe('plan');
      expect(planIn(latestMs + 1, settings).kind).toBe('refusal');
    }),
  );
});

test('a plan keeps what it reserves', () => {
  fc.assert(
    fc.property(fc.nat({ max: 8 * DAY }), fc.nat({ max: 20 }), (delayMs, maxDeliveries) => {
      const result = planIn(delayMs, { maxDeliveries });
      if (result.kind === 'refusal' || delayMs === 0) return;
      expect(delayMs + 30 * SECOND).toBeLessThanOrEqual(SETTINGS.retentionMs);
      expect(result.holds * SETTINGS.maxHideMs).toBeGreaterThanOrEqual(delayMs);
      if (maxDeliveries > 0) expect(result.holds + 3).toBeLessThanOrEqual(maxDeliveries);
    }),
  );
});
