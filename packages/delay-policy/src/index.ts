export { formatDuration, parseDuration } from './time/duration.js';
export { formatInstant, parseInstant } from './time/instant.js';
export { readDueTime } from './time/due-time.js';
export {
  dueStampV1,
  envelopeStampV1,
  type DueStampOptions,
  type PropertiesConvention,
} from './stamp/due-stamp.js';
export {
  constantBackoff,
  exponentialBackoff,
  limitedBackoff,
  linearBackoff,
  noRetry,
  withJitter,
  type Backoff,
} from './rules/backoff.js';
export { byErrorType, type ErrorMatch } from './rules/by-error-type.js';
export { UnrecoverableError } from './rules/unrecoverable-error.js';
export { poison } from './rules/poison.js';
export { alreadyDead } from './rules/already-dead.js';
export { expired } from './rules/expired.js';
export { dueGate, type DueGateOptions } from './rules/due-gate.js';
export { moveOn } from './rules/move-on.js';
export { retryAfterFailure, type RetryOptions } from './rules/retry-after-failure.js';
export { immediately } from './rules/immediately.js';
export { policyOf } from './rules/policy-of.js';
export { defaultPolicy, type DefaultPolicyOptions } from './rules/default-policy.js';
export { plan, plansOf, STRATEGIES } from './planner/plan.js';
export { plannerOf } from './planner/planner-of.js';
export type { LanePlanOptions, PlannerOptions } from './planner/planner-options.js';
export {
  calendarOf,
  STRATEGY_CHOICES,
  strategyOf,
  usesLanes,
  type Strategy,
  type StrategyChoice,
  type StrategyOptions,
} from './strategies/strategy.js';
export { idleCallsPerDay } from './planner/calls.js';
export { laneCalendar, type LaneCalendarOptions } from './calendar/lane-calendar.js';
export { callFloor, type CallFloor, type Published } from './planner/call-floor.js';
export { priceOf } from './planner/price.js';
export { startUpFaults } from './start-up/start-up-faults.js';
export type { StartUp } from './start-up/start-up.js';
