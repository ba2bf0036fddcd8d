import type { DurationMs, PlanRequest, QueueSettings } from '@snoozeq/core';
import type { Hops } from './planned-holds.js';
import type { Assumptions } from './planner-options.js';

/** Everything that a plan depends on. */
export interface Question {
  readonly request: PlanRequest;
  readonly limits: QueueSettings;
  readonly assumed: Assumptions;
  /** From now to the due time; 0 when that has passed. */
  readonly delayMs: DurationMs;
}

/** How far the hides go that a plan counts. */
export const hopsOf = ({ limits, assumed }: Pick<Question, 'limits' | 'assumed'>): Hops => ({
  maxHideMs: limits.maxHideMs,
  spreadMs: assumed.spreadMs,
});
