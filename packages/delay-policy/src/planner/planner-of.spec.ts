import { describe, expect, test } from '@jest/globals';
import type { QueueSettings } from '@snoozeq/core';
import { SETTINGS } from '../spec-support/plans.js';
import { DAY, HOUR, MINUTE, NOW } from '../spec-support/policy-input.js';
import { strategyOf, type StrategyChoice } from '../strategies/strategy.js';
import { plannerOf } from './planner-of.js';
import type { PlannerOptions } from './planner-options.js';

const auto = (delayMs: number, settings: Partial<QueueSettings> = {}, options: PlannerOptions = {}) =>
  plannerOf('auto', { ...SETTINGS, ...settings }, options).plan({
    nowMs: NOW,
    dueAtMs: NOW + delayMs,
    sizeBytes: 100,
  });

describe('auto', () => {
  test.each<[string, number, PlannerOptions, string]>([
    ['the simplest of equals', HOUR, {}, 'hold'],
    ['lanes for days', 2 * DAY, {}, 'lane'],
    ['lanes for hours when lateness is accepted', 6 * HOUR, { lanes: { mode: 'late' } }, 'lane'],
    ['keeps receipts where lanes are too narrow', 6 * DAY, { lanes: { widthMs: MINUTE } }, 'keeper'],
    ['relays beyond the retention', 30 * DAY, {}, 'relay'],
  ])('takes %s', (_what, delayMs, options, strategy) => {
    expect(auto(delayMs, {}, options)).toMatchObject({ kind: 'plan', strategy });
  });

  test('explains the one that reaches furthest when nothing fits', () => {
    expect(auto(500 * DAY)).toMatchObject({
      strategy: 'relay',
      rule: 'horizon',
      nearestDueAtMs: NOW + 400 * DAY,
    });
    expect(auto(8 * DAY, { maxDeliveries: 1 })).toMatchObject({ rule: 'deliveries', nearestDueAtMs: NOW });
  });
});

describe('a lane with readers of its own', () => {
  const asked = (choice: StrategyChoice, delayMs: number) =>
    strategyOf(choice, SETTINGS).planner.plan({
      nowMs: NOW,
      dueAtMs: NOW + delayMs,
      sizeBytes: 100,
      lane: 'mail',
    });

  test.each<[StrategyChoice, number, string]>([
    ['hold', 2 * DAY, 'hold'],
    ['keeper', 2 * DAY, 'keeper'],
    ['lane', 2 * DAY, 'hold'],
    ['lane', 0, 'hold'],
    ['relay', 30 * DAY, 'relay'],
    ['auto', 2 * DAY, 'keeper'],
    ['auto', 30 * DAY, 'relay'],
  ])('by %s, in %d ms: waits in it, by %s', (choice, delayMs, strategy) => {
    expect(asked(choice, delayMs)).toMatchObject({ kind: 'plan', strategy, lane: 'mail' });
  });
});

test('an option out of range is an error at once', () => {
  expect(() => plannerOf('hold', SETTINGS, { pollers: 0 })).toThrow(RangeError);
});
