import type { DelayPolicy, LaneCalendar, Planner, QueueSettings } from '@snoozeq/core';
import { laneCalendar, type LaneCalendarOptions } from '../calendar/lane-calendar.js';
import { plannerOf } from '../planner/planner-of.js';
import type { PlannerOptions } from '../planner/planner-options.js';
import { defaultPolicy, type DefaultPolicyOptions } from '../rules/default-policy.js';

/** The ways in which the messages of a queue may wait. Its producers and its consumers choose the same one. */
export const STRATEGY_CHOICES = ['hold', 'keeper', 'lane', 'relay', 'auto'] as const;
export type StrategyChoice = (typeof STRATEGY_CHOICES)[number];

/** Whether messages of this strategy may wait in due lanes, which consumers then have to read. */
export const usesLanes = (choice: StrategyChoice): choice is 'lane' | 'auto' =>
  choice === 'lane' || choice === 'auto';

/** The lanes that producers and consumers of a queue share. */
export const calendarOf = (
  { retentionMs }: Pick<QueueSettings, 'retentionMs'>,
  { lanes }: Pick<StrategyOptions, 'lanes'> = {},
): LaneCalendar => laneCalendar({ retentionMs, ...lanes });

/** A way to wait: what the producer plans, what the consumer decides, and the lanes that both know of. */
export interface Strategy {
  readonly policy: DelayPolicy;
  readonly planner: Planner;
  /** Absent: everything goes through `ready`. */
  readonly calendar?: LaneCalendar;
}

export interface StrategyOptions extends Omit<DefaultPolicyOptions, 'keep' | 'calendar'> {
  /** What plans may count on, and what they reserve. */
  readonly planner?: PlannerOptions;
  /** The calendar of `lane` and `auto`; `leaseMs` is that of the consumers. */
  readonly lanes?: Omit<LaneCalendarOptions, 'retentionMs'>;
}

/**
 * - `hold`: the consumer hides what is not due, up to 12 h at a time.
 * - `keeper`: it renews those hides instead of letting them lapse, so that a wait spends one delivery.
 * - `lane`: messages wait unread in the lane of their due time.
 * - `relay`: as `hold`, and beyond retention and delivery limit by successors.
 * - `auto`: the cheapest of these for each message; consumers keep, read due lanes, and relay.
 *
 * Throws a `RangeError` for options that are out of range, and for lanes that a queue has no channels for.
 */
export const strategyOf = (
  choice: StrategyChoice,
  settings: QueueSettings,
  options: StrategyOptions = {},
): Strategy => {
  switch (choice) {
    case 'hold':
    case 'relay':
      return {
        policy: defaultPolicy(options),
        planner: plannerOf(choice, settings, plannerOptionsOf(options)),
      };
    case 'keeper': {
      const policy = defaultPolicy({ ...options, keep: true });
      return { policy, planner: plannerOf(choice, settings, plannerOptionsOf(options)) };
    }
    case 'lane':
    case 'auto':
      return withLanes(choice, settings, options);
    default:
      return choice satisfies never;
  }
};

const withLanes = (
  choice: 'lane' | 'auto',
  settings: QueueSettings,
  options: StrategyOptions,
): Required<Strategy> => {
  const calendar = calendarOf(settings, options);
  const planner = plannerOptionsOf(options);
  const lanes = { ...planner.lanes, calendar };
  return {
    policy: defaultPolicy({ ...options, calendar, keep: choice === 'auto' }),
    planner: plannerOf(choice, settings, { waits: 'lane', ...planner, lanes }),
    calendar,
  };
};

/** What the planner is told of lanes and hops is what their calendar and the policy are made of. */
export const plannerOptionsOf = ({ planner, lanes, spreadMs }: StrategyOptions): PlannerOptions => {
  const { leaseMs: _leaseMs, ...known } = lanes ?? {};
  return {
    ...planner,
    ...(spreadMs !== undefined && { spreadMs }),
    lanes: { ...planner?.lanes, ...known },
  };
};
