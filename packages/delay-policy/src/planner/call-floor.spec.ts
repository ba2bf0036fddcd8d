import { describe, expect, test } from '@jest/globals';
import type { StrategyName } from '@snoozeq/core';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SETTINGS } from '../spec-support/plans.js';
import { DAY, HOUR, MINUTE, NOW, SECOND } from '../spec-support/policy-input.js';
import { callFloor } from './call-floor.js';
import { plan } from './plan.js';
import type { PlannerOptions } from './planner-options.js';
import { priceOf } from './price.js';

const LATE: PlannerOptions = { lanes: { mode: 'late' } };
const times = (count: number, dueAtMs: number): number[] => Array.from({ length: count }, () => dueAtMs);
const floorOf = (strategy: StrategyName, dueAtsMs: readonly number[], options?: PlannerOptions) =>
  callFloor(strategy, { dueAtsMs, publishedAtMs: NOW }, SETTINGS, options);

describe('callFloor', () => {
  test.each<[string, StrategyName, readonly number[], readonly number[]]>([
    ['nothing', 'hold', [], [0, 0, 0, 0]],
    ['one message, due at once', 'hold', [NOW], [1, 1, 0, 1]],
    ['one message in an hour', 'hold', [NOW + HOUR], [1, 2, 1, 1]],
    ['a full batch for one instant', 'hold', times(20, NOW + HOUR), [1, 2, 1, 1]],
    ['one more', 'hold', times(21, NOW + HOUR), [2, 4, 2, 2]],
    [
      'a full batch for 20 instants',
      'hold',
      times(20, NOW).map((at, i) => at + (i + 1) * SECOND),
      [1, 21, 1, 20],
    ],
    ['a full batch for a week', 'hold', times(20, NOW + 7 * DAY), [1, 15, 14, 1]],
    ['overdue messages end in one batch', 'hold', [NOW - DAY, NOW - HOUR, NOW], [1, 1, 0, 1]],
    ['a full batch for a week, kept', 'keeper', times(20, NOW + 7 * DAY), [1, 2, 15, 1]],
    ['a full batch of one lane', 'lane', times(20, NOW + DAY), [1, 2, 1, 1]],
    ['two lanes are read one by one', 'lane', [NOW + DAY, NOW + DAY + HOUR], [1, 4, 2, 2]],
    ['a full batch for 30 days', 'relay', times(20, NOW + 30 * DAY), [5, 66, 61, 5]],
    ['a full batch of a controller', 'controller', times(20, NOW + 12 * HOUR), [1, 2, 1, 1]],
  ])('%s', (_what, strategy, dueAtsMs, [put, get, update, deletes]) => {
    expect(floorOf(strategy, dueAtsMs)).toMatchObject({ put, get, update, delete: deletes });
  });

  test('a late lane is emptied in full batches, whatever is due when', () => {
    const anHour = times(40, NOW + DAY).map((at, index) => at + index * MINUTE);
    expect(floorOf('lane', anHour, LATE)).toMatchObject({ put: 2, get: 2 + 1, update: 0, delete: 2 + 1 });
  });

  test('is what plans of full batches add up to', () => {
    for (const strategy of ['hold', 'keeper', 'lane', 'relay'] as const) {
      const request = { nowMs: NOW, dueAtMs: NOW + 3 * DAY, sizeBytes: 0 };
      const one = plan(strategy, request, SETTINGS);
      const floor = floorOf(strategy, times(400, request.dueAtMs));
      expect(one.kind === 'plan' && one.calls.batched).toBeCloseTo(floor.perMessage, 10);
    }
  });

  test('adds up', () => {
    expect(floorOf('hold', times(20, NOW + HOUR))).toMatchObject({ total: 5, perMessage: 0.25 });
    expect(floorOf('hold', [])).toMatchObject({ total: 0, perMessage: 0 });
  });

  test('has none for what a strategy cannot carry', () => {
    expect(() => floorOf('controller', [NOW + DAY])).toThrow(/refused, the controller hides a message once/);
  });

  const week = fileURLToPath(new URL('../../../../../shared/data/caltrain-week.ndjson', import.meta.url));
  describe('a week of real departures (skipped without its data file)', () => {
    const dueAtsMs = existsSync(week)
      ? readFileSync(week, 'utf8')
          .trim()
          .split('\n')
          .map((line) => NOW + JSON.parse(line).offsetSeconds * SECOND)
      : [];
    const testIfThere = dueAtsMs.length > 0 ? test : test.skip;

    testIfThere.each<[string, StrategyName, PlannerOptions, number, number]>([
      ['held', 'hold', {}, 19_129, 1.84],
      ['kept', 'keeper', {}, 16_189, 1.56],
      ['in lanes', 'lane', {}, 13_405, 1.29],
      ['in late lanes', 'lane', LATE, 1_725, 0.17],
    ])('%s', (_what, strategy, options, total, perMessage) => {
      const floor = floorOf(strategy, dueAtsMs, options);
      expect(floor.total).toBe(total);
      expect(floor.perMessage).toBeCloseTo(perMessage, 2);
    });
  });
});

test.each([
  [0, 0.4, 0],
  [1_000_000, 0.4, 0.4],
  [19_129, 0.4, 0.0076516],
])('%d calls at %d a million cost %d', (calls, rate, price) =>
  expect(priceOf(calls, rate)).toBeCloseTo(price, 10),
);
