import { describe, expect, test } from '@jest/globals';
import { answerIn, SETTINGS } from '../spec-support/plans.js';
import { DAY, HOUR, MINUTE, NOW, SECOND } from '../spec-support/policy-input.js';
import { plan } from './plan.js';

const planIn = answerIn('hold');

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
      calls: { single, batched: expect.closeTo(single / 20, 10) },
      idleCalls: Math.ceil(Math.max(0, delayMs) / (20 * SECOND)),
      worstLatenessMs: 1_100,
    });
  });

  test('in the lane and with the pollers it is told', () => {
    const options = { lane: 'later', pollWaitMs: 5_000, callLatencyMs: 200 };
    expect(planIn(HOUR, {}, options)).toMatchObject({ lane: 'later', worstLatenessMs: 5_400 });
  });

  test.each([
    ['none', 0, 14],
    ['ten minutes', 10 * MINUTE, 15],
    ['an hour', HOUR, 16],
  ])('a week with a spread of %s', (_what, spreadMs, holds) =>
    expect(planIn(7 * DAY - MINUTE, {}, { spreadMs })).toMatchObject({ kind: 'plan', holds }),
  );

  test.each(['hold', 'keeper', 'controller'] as const)(
    'a last hop by %s, which no spread shortens',
    (strategy) =>
      expect(answerIn(strategy)(12 * HOUR, {}, { spreadMs: HOUR })).toMatchObject({ kind: 'plan', holds: 1 }),
  );

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
  test.each([Number.NaN, Number.POSITIVE_INFINITY])('to plan from %d, which is no now', (nowMs) =>
    expect(plan('hold', { nowMs, dueAtMs: NOW, sizeBytes: 1 }, SETTINGS)).toMatchObject({
      kind: 'refusal',
      rule: 'due-time',
      message: `now is ${nowMs}: refused, a delay cannot be told from it. Give epoch milliseconds, such as those of the queue clock.`,
    }),
  );

  test('what the retention does not reach', () => {
    expect(planIn(8 * DAY)).toMatchObject({
      kind: 'refusal',
      rule: 'retention',
      message:
        'in 8d: refused, retention 7d keeps a message until 2026-01-12T00:00:00.000Z, of which the last 30s are for handling it; ' +
        'latest due time that fits: 2026-01-11T23:59:30.000Z. ' +
        'Shorten the delay, or use strategy relay: no queue keeps messages longer than 7d.',
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
    const sized = (sizeBytes: number) => plan('hold', { nowMs: NOW, dueAtMs: NOW, sizeBytes }, SETTINGS);
    expect(sized(262_144)).toMatchObject({ kind: 'plan' });
    expect(sized(262_145)).toMatchObject({
      rule: 'size',
      message: expect.stringMatching(/^262145 bytes: refused, the queue takes at most 262144 bytes/),
    });
  });

  test('a delay on a queue that cannot hide', () => {
    expect(planIn(MINUTE, { maxHideMs: 0 })).toMatchObject({
      rule: 'longest-hide',
      message: expect.stringContaining('maxHideMs is 0: the queue cannot hide messages'),
      nearestDueAtMs: NOW,
    });
    expect(planIn(0, { maxHideMs: 0 })).toMatchObject({ kind: 'plan' });
  });

  test('what does not fit beside the messages that wait already', () => {
    const full = { messages: 100_000, bytes: 1_999_999_901 };
    expect(planIn(HOUR, {}, { waiting: { ...full, bytes: 0 } })).toMatchObject({
      rule: 'in-flight',
      message: expect.stringContaining('100000 messages wait already'),
    });
    expect(planIn(HOUR, {}, { waiting: { messages: 99_999, bytes: 1_999_999_900 } }).kind).toBe('plan');
    expect(planIn(0, {}, { waiting: full })).toMatchObject({
      rule: 'storage',
      message: expect.stringContaining('1999999901 bytes wait already'),
    });
  });
});
