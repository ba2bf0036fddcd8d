import type { Plan, QueueSettings, Refusal, StrategyName } from '@snoozeq/core';
import { plan } from '../planner/plan.js';
import type { PlannerOptions } from '../planner/planner-options.js';
import { DAY, HOUR, NOW } from './policy-input.js';

/** A queue with the longest retention and no delivery limit. */
export const SETTINGS: QueueSettings = {
  retentionMs: 7 * DAY,
  maxDeliveries: 0,
  maxHideMs: 12 * HOUR,
  maxMessageBytes: 262_144,
};

/** What a strategy answers for a message of 100 bytes with this delay. */
export const answerIn =
  (strategy: StrategyName) =>
  (delayMs: number, settings: Partial<QueueSettings> = {}, options?: PlannerOptions): Plan | Refusal =>
    plan(
      strategy,
      { nowMs: NOW, dueAtMs: NOW + delayMs, sizeBytes: 100 },
      { ...SETTINGS, ...settings },
      options,
    );
