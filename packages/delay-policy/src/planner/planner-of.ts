import type { Plan, Planner, QueueSettings, Refusal, StrategyName } from '@snoozeq/core';
import { answer, questionOf } from './plan.js';
import { assumptionsOf, type PlannerOptions } from './planner-options.js';
import type { Question } from './question.js';

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
  const assumed = assumptionsOf(options);
  return {
    plan: (request) => {
      const question = questionOf(request, settings, assumed);
      return choice === 'auto' ? cheapest(question) : answer(choice, question);
    },
  };
};

const cheapest = (question: Question): Plan | Refusal => {
  const answers = CANDIDATES.map((strategy) => answer(strategy, question));
  const plans = answers.filter((one) => one.kind === 'plan');
  const [best] = plans.toSorted(byCost);
  return best ?? furthest(answers.filter((one) => one.kind === 'refusal'));
};

const byCost = (one: Plan, other: Plan): number =>
  one.calls.batched - other.calls.batched ||
  one.deliveries - other.deliveries ||
  one.worstLatenessMs - other.worstLatenessMs;

const furthest = (refusals: readonly Refusal[]): Refusal =>
  refusals.reduce((best, refusal) => (reach(refusal) > reach(best) ? refusal : best));

const reach = ({ nearestDueAtMs }: Refusal): number => nearestDueAtMs ?? Number.NEGATIVE_INFINITY;
