import type { Plan, Planner, PlanRequest, QueueSettings, Refusal, StrategyName } from '@snoozeq/core';
import { plan } from './plan.js';
import { assumptionsOf, type PlannerOptions } from './planner-options.js';

/** What `auto` chooses from, the simpler first. The controller is left out: it is an application of its own. */
const CANDIDATES: readonly StrategyName[] = ['hold', 'keeper', 'lane', 'relay'];

/**
 * A planner for one strategy; `auto` takes the cheapest that fits, by calls in batches, then by deliveries, then by worst
 * lateness, and when nothing fits explains the one that would reach furthest. Throws a `RangeError` for an option that is out of range.
 */
export const plannerOf = (
  choice: StrategyName | 'auto',
  settings: QueueSettings,
  options: PlannerOptions = {},
): Planner => {
  assumptionsOf(options);
  return {
    plan: (request) =>
      choice === 'auto' ? cheapest(request, settings, options) : plan(choice, request, settings, options),
  };
};

const cheapest = (request: PlanRequest, settings: QueueSettings, options: PlannerOptions): Plan | Refusal => {
  const answers = CANDIDATES.map((strategy) => plan(strategy, request, settings, options));
  const plans = answers.filter((answer) => answer.kind === 'plan');
  const [best] = plans.toSorted(byCost);
  return best ?? furthest(answers.filter((answer) => answer.kind === 'refusal'));
};

const byCost = (one: Plan, other: Plan): number =>
  one.calls.batched - other.calls.batched ||
  one.deliveries - other.deliveries ||
  one.worstLatenessMs - other.worstLatenessMs;

const furthest = (refusals: readonly Refusal[]): Refusal =>
  refusals.reduce((best, refusal) => (reach(refusal) > reach(best) ? refusal : best));

const reach = ({ nearestDueAtMs }: Refusal): number => nearestDueAtMs ?? Number.NEGATIVE_INFINITY;
