import type { ConsumerProfile, EpochMs, QueueSettings, StrategyName } from '@snoozeq/core';
import type { PlannerOptions } from '../planner/planner-options.js';

/** Who wants to start, on which queue. */
export interface StartUp {
  readonly strategy: StrategyName | 'auto';
  /** What the queue really allows, as GetQueue tells it. */
  readonly settings: QueueSettings;
  readonly nowMs: EpochMs;
  readonly planner?: PlannerOptions;
  /** Present for a consumer, absent for a producer. */
  readonly profile?: ConsumerProfile;
}
