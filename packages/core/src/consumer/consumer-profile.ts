import { QueueError } from '../errors.js';
import type { DurationMs } from '../contracts/time.js';
import { pollerFaults, type PollerRange } from './poller-range.js';
import { typeFaults, type TypeLimit } from './types/type-limit.js';
import { wholeNumberFault } from './whole-number-fault.js';

/** How a consumer reads, works and stops. Every field has a default; see `consumerProfile`. */
export interface ConsumerProfile {
  /** Handlers that run at once, 1 to 1 000. */
  readonly concurrency: number;
  /** Limits of single types of messages, by `snoozeq-type`. A type that is not named has none. Default: none. */
  readonly types: Readonly<Record<string, TypeLimit>>;
  /**
   * Polls of each lane that may be open at once, 1 to 10; or a range, in which their number grows with the backlog and shrinks without.
   * Each that is open adds a batch to the buffer.
   */
  readonly pollers: number | PollerRange;
  /** The channels to read, or any: an unfiltered receive drains every channel of the queue, other consumers' too. */
  readonly lanes: readonly string[] | 'any';
  /** How long a delivery stays ours without renewal, 3 s to 12 h, whole seconds. */
  readonly leaseMs: DurationMs;
  /** How long a poll waits for a message, 0 to 30 s, whole seconds. */
  readonly waitMs: DurationMs;
  /** How long an incomplete batch of deletes or updates may gather, 0 to 1 000 ms. */
  readonly settleAgeMs: DurationMs;
  /** After a stop: how long an open poll may still answer. */
  readonly drainMs: DurationMs;
  /** After a stop: how long handlers may take; what has not started by then is released. */
  readonly handlerDeadlineMs: DurationMs;
  /** Messages that may wait in memory for their last second at once; beyond it they are held for a second. */
  readonly maxWaits: number;
  /** With a calendar: polls on due lanes that may be open at once, 1 to 10. Each adds a batch to the buffer. */
  readonly lanePollers: number;
  /** With a calendar: at most this passes between two looks at the list of lanes, 1 s to 1 h; every opening is looked at besides. */
  readonly laneRefreshMs: DurationMs;
  /** With a calendar: messages in flight on the queue, beyond which due lanes are not read, 1 000 to 1 000 000. */
  readonly maxInFlight: number;
  /** The channel of our own dead letters, on the dead-letter transport or on this queue. */
  readonly deadLane: string;
}

const DEFAULTS: ConsumerProfile = {
  concurrency: 10,
  types: {},
  pollers: 1,
  lanes: ['ready'],
  leaseMs: 30_000,
  waitMs: 20_000,
  settleAgeMs: 20,
  drainMs: 1_000,
  handlerDeadlineMs: 25_000,
  maxWaits: 10_000,
  lanePollers: 3,
  laneRefreshMs: 60_000,
  /** OCI limit, documented: 100 000 a queue. */
  maxInFlight: 100_000,
  deadLane: 'dead',
};

type Range = readonly [least: number, most: number];
const RANGES = {
  concurrency: [1, 1_000],
  leaseMs: [3_000, 43_200_000],
  waitMs: [0, 30_000],
  settleAgeMs: [0, 1_000],
  drainMs: [0, 60_000],
  handlerDeadlineMs: [0, 3_600_000],
  maxWaits: [0, 100_000],
  lanePollers: [1, 10],
  laneRefreshMs: [1_000, 3_600_000],
  maxInFlight: [1_000, 1_000_000],
} as const satisfies Partial<Record<keyof ConsumerProfile, Range>>;

/** Fills in defaults and checks every range. Throws `QueueError` with code `misconfigured` that names every faulty setting. */
export const consumerProfile = (settings: Partial<ConsumerProfile> = {}): ConsumerProfile => {
  const profile = { ...DEFAULTS, ...settings };
  const faults = [
    ...rangeFaults(profile),
    ...secondFaults(profile),
    ...laneFaults(profile),
    ...pollerFaults(profile.pollers),
    ...typeFaults(profile.types),
  ];
  if (faults.length === 0) return profile;
  throw new QueueError('misconfigured', faults.map((fault) => `Consumer setting ${fault}`).join(' '));
};

const rangeFaults = (profile: ConsumerProfile): readonly string[] =>
  (Object.entries(RANGES) as [keyof typeof RANGES, Range][]).flatMap(([name, [least, most]]) =>
    wholeNumberFault(name, profile[name], least, most),
  );

const secondFaults = (profile: ConsumerProfile): readonly string[] =>
  (['leaseMs', 'waitMs'] as const)
    .filter((name) => Number.isInteger(profile[name]) && profile[name] % 1_000 !== 0)
    .map((name) => `${name} is ${profile[name]}: the service counts whole seconds, give a multiple of 1000.`);

const laneFaults = ({ lanes, deadLane }: ConsumerProfile): readonly string[] => {
  if (lanes === 'any') return [];
  if (lanes.length === 0) return [`lanes is empty: name at least one channel, or say 'any'.`];
  return lanes.includes(deadLane)
    ? [`lanes contains the dead lane '${deadLane}': dead letters are never handled. Remove it.`]
    : [];
};
