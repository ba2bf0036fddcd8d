import type { DurationMs, LaneCalendar } from '@snoozeq/core';
import { WIDTHS_MS } from '../calendar/channel-budget.js';
import { LONGEST_SPREAD_MS } from '../rules/spread.js';
import { SERVICE_LIMITS } from './service-limits.js';

/** What a plan may count on, and what it is asked to reserve. Every field has a default; see `plannerDefaults`. */
export interface PlannerOptions {
  /** Deliveries kept for the handler. Default 3. */
  readonly reservedAttempts?: number;
  /** Time kept between the due time and the expiry. Default 30 000; less than a consumer's lease makes it relay. */
  readonly reservedHandlingMs?: DurationMs;
  /** Where messages are published that wait in no due lane. Default `ready`. */
  readonly lane?: string;

  /** Polls open at once, over all consumers. Default 1. */
  readonly pollers?: number;
  /** Longest wait of a poll that finds nothing, as in the consumer's profile. Default 20 000. Idle polls are priced by it. */
  readonly waitMs?: DurationMs;
  /**
   * Longest time that a visible message waits for a receive to take it. Default 1 000: with a long poll always open, the service
   * was seen to answer within 0.7 s. With pauses between polls, give the pause.
   */
  readonly pollWaitMs?: DurationMs;
  /** One call to the service, there and back. Default 50. */
  readonly callLatencyMs?: DurationMs;
  /** Handlers that run at once, over all consumers. Default 10. */
  readonly handlers?: number;
  /** How long one handler takes. Default 0. */
  readonly handleMs?: DurationMs;
  /** Messages that are due at the same instant or before it, and not handled yet. Default 0. */
  readonly backlog?: number;
  /** Messages that share a due instant, and so their last get and their delete: 1 to 20. Default 20. */
  readonly batchFill?: number;
  /** What waits on the queue already. Default nothing. */
  readonly waiting?: { readonly messages: number; readonly bytes: number };

  /** The lease of the consumers. Default 30 000. */
  readonly leaseMs?: DurationMs;
  /** Due times further ahead are refused, as their stamps would be. Default 400 days. */
  readonly horizonMs?: DurationMs;
  /** Keeper: a hide is renewed this long before it ends. Default 60 000. */
  readonly renewMarginMs?: DurationMs;
  /** Keeper: how often the holder of a message dies while it waits. Default 0. */
  readonly expectedRestarts?: number;
  /** Full hops end up to this much sooner, as in the policy. Default 0; at most an hour. */
  readonly spreadMs?: DurationMs;
  /** Relay: how the message waits between two successors. Default `hold`. */
  readonly waits?: 'hold' | 'keeper' | 'lane';
  readonly lanes?: LanePlanOptions;
}

/** The calendar of due lanes, as far as a plan depends on it. */
export interface LanePlanOptions {
  /** Default: the calendar of these settings. */
  readonly calendar?: LaneCalendar;
  /** `late` accepts lateness up to one width, for one delivery. Default `exact`. */
  readonly mode?: 'exact' | 'late';
  /** Default 1 h. */
  readonly widthMs?: DurationMs;
  /** Exact mode: a lane opens this long before its first due time. Default 60 000. */
  readonly leadMs?: DurationMs;
  /** A lane that opens within this of now is not written to any more. Default 30 000. */
  readonly closingMs?: DurationMs;
  /** How far ahead lanes are filled; messages that are due later are held from the last one. Default: the retention. */
  readonly horizonMs?: DurationMs;
  /** Until consumers notice that a lane has opened. Default 5 000. */
  readonly noticeMs?: DurationMs;
  /** Messages in one lane. Default the backlog. */
  readonly load?: number;
  /** Most deliveries in flight on the queue; readers of lanes leave a twentieth of it free. Default 100 000, the limit of the service. */
  readonly inFlight?: number;
}

type Filled<T> = { readonly [Name in keyof T]-?: T[Name] };
/** The options with every default filled in. */
export type Assumptions = Filled<Omit<PlannerOptions, 'lanes'>> & { readonly lanes: LaneAssumptions };
type LaneAssumptions = Filled<Omit<LanePlanOptions, 'calendar'>> & Pick<LanePlanOptions, 'calendar'>;

export const plannerDefaults: Assumptions = {
  reservedAttempts: 3,
  reservedHandlingMs: 30_000,
  lane: 'ready',
  pollers: 1,
  waitMs: 20_000,
  pollWaitMs: 1_000,
  callLatencyMs: 50,
  handlers: 10,
  handleMs: 0,
  backlog: 0,
  batchFill: 20,
  waiting: { messages: 0, bytes: 0 },
  leaseMs: 30_000,
  horizonMs: 400 * 86_400_000,
  renewMarginMs: 60_000,
  expectedRestarts: 0,
  spreadMs: 0,
  waits: 'hold',
  lanes: {
    mode: 'exact',
    widthMs: 3_600_000,
    leadMs: 60_000,
    closingMs: 30_000,
    horizonMs: SERVICE_LIMITS.longestRetentionMs,
    noticeMs: 5_000,
    load: 0,
    inFlight: SERVICE_LIMITS.inFlight,
  },
};

/** Fills in the defaults. Throws a `RangeError` that names an option which is out of range. */
export const assumptionsOf = (options: PlannerOptions = {}): Assumptions => {
  const lanes = { ...plannerDefaults.lanes, load: options.backlog ?? 0, ...options.lanes };
  const assumed = { ...plannerDefaults, ...options, lanes };
  checkNumbers(assumed, '');
  checkNumbers(lanes, 'lanes.');
  checkNumbers(assumed.waiting, 'waiting.');
  if (!WIDTHS_MS.includes(lanes.widthMs)) {
    throw new RangeError(
      `planner option lanes.widthMs is ${lanes.widthMs}: give whole minutes that divide a day`,
    );
  }
  return assumed;
};

/** The least and most of an option that may not be just any number from 0 on. */
const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  batchFill: [1, 20],
  pollers: [1, 1_000],
  handlers: [1, 1_000_000],
  waitMs: [1, 30_000],
  spreadMs: [0, LONGEST_SPREAD_MS],
  'lanes.horizonMs': [60_000, Number.MAX_SAFE_INTEGER],
  'lanes.inFlight': [1, SERVICE_LIMITS.inFlight],
};
const ANY: readonly [number, number] = [0, Number.MAX_SAFE_INTEGER];

const checkNumbers = (options: object, prefix: string): void => {
  for (const [name, value] of Object.entries(options)) {
    if (typeof value !== 'number') continue;
    const [least, most] = RANGES[prefix + name] ?? ANY;
    if (value >= least && value <= most) continue;
    throw new RangeError(
      `planner option ${prefix}${name} is ${value}: give a number from ${least} to ${most}`,
    );
  }
};
