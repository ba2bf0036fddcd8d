import type { Plan, PlanRequest, QueueSettings, Refusal, StrategyName } from '@snoozeq/core';
import type { Arithmetic, Route } from './arithmetic/arithmetic.js';
import { controllerArithmetic } from './arithmetic/controller.js';
import { holdArithmetic } from './arithmetic/hold.js';
import { keeperArithmetic } from './arithmetic/keeper.js';
import { laneArithmetic } from './arithmetic/lane.js';
import { relayArithmetic } from './arithmetic/relay.js';
import { callsOf, deliveriesOf, idleCalls } from './calls.js';
import { commonLatenessMs } from './lateness.js';
import { assumptionsOf, type Assumptions, type PlannerOptions } from './planner-options.js';
import type { Question } from './question.js';
import { brokenBound, refusalBy } from './refusals/bound.js';
import { faultOf } from './refusals/faults.js';

const ARITHMETIC: Readonly<Record<StrategyName, Arithmetic>> = {
  hold: holdArithmetic,
  keeper: keeperArithmetic,
  lane: laneArithmetic,
  controller: controllerArithmetic,
  relay: relayArithmetic,
};

/** Every strategy, in the order of tables. */
export const STRATEGIES = Object.keys(ARITHMETIC) as readonly StrategyName[];

/**
 * Proves that a delay fits a queue by one strategy, or says what is in its way: the broken rule, its numbers, where the limit comes
 * from, and the latest due time that would fit. Pure. A message without a delay fits whatever the delay limits are. Throws a
 * `RangeError` for an option that is out of range.
 */
export const plan = (
  strategy: StrategyName,
  request: PlanRequest,
  limits: QueueSettings,
  options?: PlannerOptions,
): Plan | Refusal => answer(strategy, questionOf(request, limits, assumptionsOf(options)));

/** As `plan`, for a question whose options are checked and filled in. */
export const answer = (asked: StrategyName, question: Question): Plan | Refusal => {
  const strategy = asked === 'lane' && question.request.lane !== undefined ? 'hold' : asked;
  const route = routeOf(strategy, question);
  return 'kind' in route ? route : planOf(strategy, question, route);
};

/** One answer for each strategy, for a table. */
export const plansOf = (
  request: PlanRequest,
  limits: QueueSettings,
  options?: PlannerOptions,
): readonly (Plan | Refusal)[] => STRATEGIES.map((strategy) => plan(strategy, request, limits, options));

export const questionOf = (request: PlanRequest, limits: QueueSettings, assumed: Assumptions): Question => ({
  request,
  limits,
  assumed: request.lane === undefined ? assumed : waitingIn(request.lane, assumed),
  delayMs: Math.max(0, request.dueAtMs - request.nowMs),
});

/** A lane of its own has no calendar: what waits in it is held there, its successors too. */
const waitingIn = (lane: string, assumed: Assumptions): Assumptions => ({
  ...assumed,
  lane,
  waits: assumed.waits === 'lane' ? 'hold' : assumed.waits,
});

/** How a message gets to its due time, or why it does not. */
export const routeOf = (strategy: StrategyName, question: Question): Route | Refusal => {
  const fault = faultOf(question, strategy);
  if (fault) return fault;
  if (question.delayMs === 0) return undelayed(question);
  const { bounds, route } = ARITHMETIC[strategy];
  const broken = brokenBound(bounds(question), question.delayMs);
  return broken ? refusalBy(broken, strategy, question.request) : route(question);
};

const undelayed = ({ assumed: { lane } }: Question): Route => ({
  lane,
  holds: 0,
  updates: 0,
  relays: 0,
  endsAlone: false,
  addedLatenessMs: 0,
});

const planOf = (strategy: StrategyName, { delayMs, assumed }: Question, route: Route): Plan => ({
  kind: 'plan',
  strategy,
  lane: route.lane,
  delayMs,
  holds: route.holds,
  relays: route.relays,
  deliveries: deliveriesOf(route),
  calls: callsOf(route, assumed.batchFill),
  idleCalls: idleCalls(assumed.pollers, assumed.waitMs, delayMs),
  worstLatenessMs: commonLatenessMs(assumed) + route.addedLatenessMs,
});
