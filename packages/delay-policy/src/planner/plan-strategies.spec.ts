import { describe, expect, test } from '@jest/globals';
import type { Plan } from '@snoozeq/core';
import { answerIn, SETTINGS } from '../spec-support/plans.js';
import { DAY, HOUR, MINUTE, NOW, SECOND } from '../spec-support/policy-input.js';
import { idleCallsPerDay } from './calls.js';
import { plansOf, STRATEGIES } from './plan.js';
import type { PlannerOptions } from './planner-options.js';

const WEEK = 604_740 * SECOND;

const figures = (answer: ReturnType<ReturnType<typeof answerIn>>) => {
  if (answer.kind === 'refusal') return answer.rule;
  const { holds, deliveries, relays, calls } = answer;
  return [holds, deliveries, relays, calls.single, Number(calls.batched.toFixed(4))];
};

test.each<[string, number, PlannerOptions, Readonly<Record<string, unknown>>]>([
  [
    'nothing to wait for',
    -DAY,
    {},
    {
      hold: [0, 1, 0, 3, 0.15],
      keeper: [0, 1, 0, 3, 0.15],
      lane: [0, 1, 0, 3, 0.15],
      controller: [0, 1, 0, 3, 0.15],
    },
  ],
  [
    'three hours',
    3 * HOUR,
    {},
    {
      hold: [1, 2, 0, 5, 0.25],
      keeper: [1, 2, 0, 5, 0.25],
      lane: [1, 2, 0, 5, 0.25],
      controller: [1, 2, 0, 5, 0.25],
    },
  ],
  [
    'the week of the figures',
    WEEK,
    {},
    {
      hold: [14, 15, 0, 31, 1.55],
      keeper: [1, 2, 0, 19, 0.95],
      lane: [1, 2, 0, 5, 0.25],
      controller: 'longest-hide',
    },
  ],
  ['a week, late lanes', WEEK - 2 * HOUR, { lanes: { mode: 'late' } }, { lane: [0, 1, 0, 3, 0.15] }],
  [
    'batches that only one due time fills',
    WEEK,
    { batchFill: 1 },
    { hold: [14, 15, 0, 31, 3.45], lane: [1, 2, 0, 5, 2.15] },
  ],
  [
    'late lanes do not care who shares a due time',
    WEEK - 2 * HOUR,
    { batchFill: 1, lanes: { mode: 'late' } },
    { lane: [0, 1, 0, 3, 0.15] },
  ],
  ['a holder that dies twice', WEEK, { expectedRestarts: 2 }, { keeper: [3, 4, 0, 23, 1.15] }],
  [
    'thirty days',
    30 * DAY,
    {},
    {
      hold: 'retention',
      keeper: 'retention',
      lane: 'retention',
      controller: 'longest-hide',
      relay: [61, 66, 4, 137, 6.85],
    },
  ],
  ['thirty days in lanes', 30 * DAY, { waits: 'lane' }, { relay: [5, 10, 4, 25, 1.25] }],
  ['thirty days, kept', 30 * DAY, { waits: 'keeper' }, { relay: [5, 10, 4, 81, 4.05] }],
])('%s', (_what, delayMs, options, expected) => {
  const answers = STRATEGIES.map((strategy) => [strategy, figures(answerIn(strategy)(delayMs, {}, options))]);
  expect(Object.fromEntries(answers)).toMatchObject(expected);
});

describe('keeper', () => {
  test.each([
    ['one hide', 12 * HOUR, 1],
    ['a millisecond more is one renewal', 12 * HOUR + 1, 2],
    ['as far as two hides reach', 24 * HOUR - MINUTE, 2],
    ['and a millisecond more', 24 * HOUR - MINUTE + 1, 3],
  ])('%s', (_what, delayMs, updates) => {
    expect(answerIn('keeper')(delayMs)).toMatchObject({ calls: { single: 6 - 2 + updates } });
  });

  test('spends one hold however long it waits, so a low delivery limit will do', () => {
    expect(answerIn('keeper')(6 * DAY, { maxDeliveries: 4 })).toMatchObject({ kind: 'plan', deliveries: 2 });
    expect(answerIn('keeper')(MINUTE, { maxDeliveries: 3 })).toMatchObject({
      rule: 'deliveries',
      message: expect.stringContaining('1 hold and 3 attempts need 4 deliveries and the queue allows 3'),
    });
  });
});

describe('lane', () => {
  const laneIn = (delayMs: number, lanes: PlannerOptions['lanes'] = {}) =>
    answerIn('lane')(delayMs, {}, { lanes });

  test.each<[string, number, PlannerOptions['lanes'], string]>([
    ['named after its opening', 4 * HOUR + 30 * MINUTE, {}, 'due-20260105T0400'],
    ['due within the lead of an opening: the lane before', 4 * HOUR + 59 * SECOND, {}, 'due-20260105T0300'],
    ['at the lead: that lane', 4 * HOUR + MINUTE, {}, 'due-20260105T0400'],
    ['open already: held in ready', HOUR, {}, 'ready'],
    ['late: the lane that opens after it', 4 * HOUR + 1, { mode: 'late' }, 'due-20260105T0500'],
    ['late: due as it opens', 4 * HOUR, { mode: 'late' }, 'due-20260105T0400'],
    ['narrow', 4 * HOUR + 30 * MINUTE, { widthMs: 10 * MINUTE }, 'due-20260105T0420'],
  ])('%s', (_what, delayMs, lanes, lane) => {
    expect(laneIn(delayMs, lanes)).toMatchObject({ kind: 'plan', lane });
  });

  test('asks a calendar of your own', () => {
    const calendar = { laneFor: () => 'mine', opensAtMs: () => NOW + 4 * HOUR, nextOpeningMs: () => NOW };
    expect(laneIn(DAY, { calendar })).toMatchObject({ lane: 'mine', holds: 2 });
  });

  test('needs as many channels as there are widths in the delay', () => {
    expect(laneIn(254 * 10 * MINUTE, { widthMs: 10 * MINUTE })).toMatchObject({
      rule: 'channels',
      nearestDueAtMs: NOW + 253 * 10 * MINUTE,
      message: expect.stringMatching(/need 257 channels and a queue has 256.*make lanes 12m wide or wider/),
    });
    expect(laneIn(253 * 10 * MINUTE, { widthMs: 10 * MINUTE }).kind).toBe('plan');
  });

  test('beyond a calendar that ends earlier, is held from its last lane', () => {
    const lanes = { widthMs: 10 * MINUTE, horizonMs: DAY };
    expect(laneIn(3 * DAY, lanes)).toMatchObject({ lane: 'due-20260106T0000', holds: 4 });
    expect(answerIn('lane')(3 * DAY, { maxDeliveries: 5 }, { lanes })).toMatchObject({
      rule: 'deliveries',
      nearestDueAtMs: NOW + 2 * DAY,
    });
  });

  test('is not bound by the number of hidden messages', () => {
    const waiting = { messages: 300_000, bytes: 60_000_000 };
    expect(answerIn('lane')(DAY, {}, { waiting }).kind).toBe('plan');
    expect(answerIn('hold')(DAY, {}, { waiting })).toMatchObject({ rule: 'in-flight' });
  });
});

describe('controller', () => {
  test('refuses beyond 12 h, in words', () => {
    expect(answerIn('controller')(13 * HOUR)).toMatchObject({
      rule: 'longest-hide',
      message:
        'in 13h: refused, the controller hides a message once, for at most 12h; latest due time that fits: ' +
        '2026-01-05T12:00:00.000Z. Shorten the delay, or use strategy hold, lane or relay, which take longer ones.',
      source: expect.stringContaining('documented'),
    });
  });
});

describe('relay', () => {
  test.each([
    ['beyond the horizon', 401 * DAY, {}, 'horizon', 400 * DAY],
    ['with one delivery', MINUTE, { maxDeliveries: 1 }, 'deliveries', 0],
    ['with a retention of hardly a lease', MINUTE, { retentionMs: 31 * SECOND }, 'retention', SECOND],
    ['on a queue that cannot hide', MINUTE, { maxHideMs: 0 }, 'longest-hide', 0],
  ])('refuses %s', (_what, delayMs, settings, rule, longestMs) => {
    expect(answerIn('relay')(delayMs, settings)).toMatchObject({ rule, nearestDueAtMs: NOW + longestMs });
  });

  test('in lanes, first waits for the relay and not for a due time beyond the retention', () => {
    expect(answerIn('relay')(30 * DAY, {}, { waits: 'lane' })).toMatchObject({ lane: 'due-20260111T2300' });
    expect(answerIn('relay')(2 * DAY, {}, { waits: 'lane' })).toMatchObject({ lane: 'due-20260106T2300' });
  });
});

describe('worst lateness', () => {
  const worst = (strategy: 'hold' | 'lane', options: PlannerOptions) =>
    (answerIn(strategy)(DAY + MINUTE, {}, options) as Plan).worstLatenessMs;

  test.each<[string, 'hold' | 'lane', PlannerOptions, number]>([
    ['a poll wait and two calls', 'hold', {}, 1_100],
    ['slow calls', 'hold', { callLatencyMs: 400 }, 1_800],
    ['a backlog, 20 a call', 'hold', { backlog: 10_000 }, 1_000 + 50 + 501 * 50],
    ['more pollers', 'hold', { backlog: 10_000, pollers: 10 }, 1_000 + 50 + 51 * 50],
    ['slow handlers', 'hold', { backlog: 100, handlers: 10, handleMs: 2_000 }, 1_000 + 50 + 6 * 50 + 20_000],
    ['a lane drained within its lead', 'lane', {}, 1_100],
    [
      'a lane that takes longer',
      'lane',
      { lanes: { load: 80_000 } },
      1_100 + 5_000 + 200_000 + 77_525 - 60_000 + 6_000,
    ],
    ['many of a lane due at once', 'lane', { backlog: 20_000, pollers: 10 }, 1_050 + 101 * 50 + 8_843],
    ['a late lane of many', 'lane', { lanes: { mode: 'late', load: 9_500 } }, 1_100 + HOUR + 5_000 + 23_750],
    [
      'a late lane of more',
      'lane',
      { lanes: { mode: 'late', load: 19_000 } },
      1_100 + HOUR + 5_000 + 47_500 + 8_400,
    ],
    [
      'a lane as full as may be in flight',
      'lane',
      { pollers: 10, lanes: { load: 95_000 } },
      1_100 + HOUR + 6_000,
    ],
    [
      'a lane beyond the in-flight limit',
      'lane',
      { pollers: 10, lanes: { load: 100_020 } },
      1_100 + HOUR + 6_000,
    ],
    ['a late lane', 'lane', { lanes: { mode: 'late' } }, 1_100 + HOUR + 5_000],
  ])('%s', (_what, strategy, options, worstMs) => expect(worst(strategy, options)).toBe(worstMs));
});

test('idle polls are told apart', () => {
  expect(answerIn('hold')(DAY, {}, { pollers: 3, waitMs: 30_000 })).toMatchObject({ idleCalls: 8_640 });
  expect(idleCallsPerDay(1, 20_000)).toBe(4_320);
});

test('a table has one answer for each strategy', () => {
  const answers = plansOf(
    { nowMs: NOW, dueAtMs: NOW + 5 * DAY, sizeBytes: 1 },
    { ...SETTINGS, maxDeliveries: 10 },
  );
  expect(answers.map(({ strategy, kind }) => `${strategy}: ${kind}`)).toEqual([
    'hold: refusal',
    'keeper: plan',
    'lane: plan',
    'controller: refusal',
    'relay: plan',
  ]);
});

test.each<[PlannerOptions, string]>([
  [{ reservedAttempts: -1 }, 'planner option reservedAttempts is -1: give a number from 0'],
  [{ callLatencyMs: Number.NaN }, 'callLatencyMs is NaN'],
  [{ pollers: 0 }, 'pollers is 0: give a number from 1'],
  [{ spreadMs: 3_600_001 }, 'spreadMs is 3600001: give a number from 0 to 3600000'],
  [{ batchFill: 21 }, 'batchFill is 21: give a number from 1 to 20'],
  [{ lanes: { widthMs: SECOND } }, 'lanes.widthMs is 1000: give whole minutes that divide a day'],
  [{ waiting: { messages: -5, bytes: 0 } }, 'waiting.messages is -5'],
])('an option out of range is an error: %j', (options, text) => {
  expect(() => answerIn('hold')(HOUR, {}, options)).toThrow(text);
});
