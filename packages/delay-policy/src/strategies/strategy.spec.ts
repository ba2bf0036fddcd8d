import { describe, expect, test } from '@jest/globals';
import type { QueueSettings } from '@snoozeq/core';
import { anInput, DAY, HOUR, NOW, stamped } from '../spec-support/policy-input.js';
import { STRATEGY_CHOICES, strategyOf, usesLanes, type StrategyChoice } from './strategy.js';

const SETTINGS: QueueSettings = {
  retentionMs: 7 * DAY,
  maxDeliveries: 20,
  maxHideMs: 12 * HOUR,
  maxMessageBytes: 262_144,
};
const SIZE = { sizeBytes: 300 };

describe('what the producer plans', () => {
  test.each<[StrategyChoice, string, string]>([
    ['hold', 'hold', 'retention'],
    ['keeper', 'keeper', 'retention'],
    ['lane', 'lane', 'retention'],
    ['relay', 'relay', 'relay'],
    ['auto', 'lane', 'relay'],
  ])('%s: 3 days by %s; 30 days: %s', (choice, near, far) => {
    const { planner } = strategyOf(choice, SETTINGS);
    expect(planner.plan({ nowMs: NOW, dueAtMs: NOW + 3 * DAY, ...SIZE })).toMatchObject({ strategy: near });
    const beyond = planner.plan({ nowMs: NOW, dueAtMs: NOW + 30 * DAY, ...SIZE });
    expect(beyond.kind === 'plan' ? beyond.strategy : beyond.rule).toBe(far);
  });
});

describe('what the consumer decides of a message that is due in three days', () => {
  test.each<[StrategyChoice, string]>([
    ['hold', 'hold'],
    ['keeper', 'keep'],
    ['lane', 'hold'],
    ['relay', 'hold'],
    ['auto', 'keep'],
  ])('%s: %s', (choice, kind) => {
    const { policy } = strategyOf(choice, SETTINGS);
    expect(policy(anInput({ reading: stamped({ dueAtMs: NOW + 3 * DAY }) }))).toMatchObject({ kind });
  });
});

describe('lanes', () => {
  test.each(STRATEGY_CHOICES)('%s has a calendar exactly when it uses lanes', (choice) =>
    expect(strategyOf(choice, SETTINGS).calendar !== undefined).toBe(usesLanes(choice)),
  );
  test('a plan names the lane of the calendar', () => {
    const lanes = { widthMs: 6 * HOUR };
    const { planner, calendar } = strategyOf('lane', SETTINGS, { lanes });
    const dueAtMs = NOW + 31 * HOUR;
    const plan = planner.plan({ nowMs: NOW, dueAtMs, ...SIZE });
    expect(plan).toMatchObject({ lane: 'due-20260106T0600' });
    expect(calendar?.laneFor(dueAtMs, NOW)).toBe('due-20260106T0600');
  });
  test('late lanes are planned as such', () => {
    const { planner } = strategyOf('lane', SETTINGS, { lanes: { mode: 'late' } });
    const plan = planner.plan({ nowMs: NOW, dueAtMs: NOW + 31 * HOUR + 1, ...SIZE });
    expect(plan).toMatchObject({ lane: 'due-20260106T0800', holds: 0, deliveries: 1 });
  });
  test('more lanes than channels are refused', () =>
    expect(() => strategyOf('lane', SETTINGS, { lanes: { widthMs: 60_000 } })).toThrow(/256/));
});
