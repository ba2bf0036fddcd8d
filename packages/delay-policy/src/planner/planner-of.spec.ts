import { describe, expect, test } from '@jest/globals';
import type { QueueSettings } from '@snoozeq/core';
import { SETTINGS } from '../spec-support/plans.js';
import { DAY, HOUR, MINUTE, NOW } from '../spec-support/policy-input.js';
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

test('an option out of range is an error at once', () => {
  expect(() => plannerOf('hold', SETTINGS, { pollers: 0 })).toThrow(RangeError);
});
