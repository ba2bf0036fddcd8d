import type { Activity } from '../contracts/activity.js';
import type { Clock, EndOfTurn } from '../contracts/clock.js';
import type { EventSink } from '../contracts/events.js';
import type { QueueInspection } from '../contracts/inspection.js';
import type { LaneCalendar } from '../contracts/lanes.js';
import type { DelayPolicy, PolicyLimits } from '../contracts/policy.js';
import type { RandomSource } from '../contracts/random.js';
import type { StampConvention } from '../contracts/stamp.js';
import type { QueueTransport } from '../contracts/transport.js';
import { QueueError } from '../errors.js';
import { Breaker } from './breaker.js';
import type { ConsumerProfile } from './consumer-profile.js';
import { Drain } from './drain.js';
import { Gate } from './gate.js';
import { InHand } from './in-hand.js';
import { Keeper } from './keeper.js';
import { LeaseKeeper } from './lease-keeper.js';
import { pollerRange } from './poller-range.js';
import { QueueTime } from './queue-time.js';
import { Settler } from './settler.js';
import { TypeTurns } from './types/type-turns.js';

/** What a consumer is made from; every field is a port or plain data. */
export interface ConsumerParts {
  readonly transport: QueueTransport;
  /** Where dead letters go; default: a lane of the same queue. */
  readonly deadLetterTransport?: QueueTransport;
  readonly policy: DelayPolicy;
  readonly convention: StampConvention;
  /** Due lanes, where delayed messages wait; absent: they wait in the lanes of the profile. */
  readonly calendar?: LaneCalendar;
  /** Looks at the queue; needed with a calendar. */
  readonly inspection?: QueueInspection;
  readonly profile: ConsumerProfile;
  /** The queue's delivery limit; 0: none. */
  readonly maxDeliveries: number;
  readonly queueClock: Clock;
  readonly processClock: Clock;
  readonly random: RandomSource;
  readonly activity: Activity;
  readonly events: EventSink;
  /** Default: that of Node.js. Give another one where turns of its event loop are not what time is made of, as in a simulation. */
  readonly endOfTurn?: EndOfTurn;
}

/** The state of one consumer, which the operators share. One subscription at a time. */
export interface ConsumerRuntime extends ConsumerParts {
  readonly limits: PolicyLimits;
  readonly inHand: InHand;
  readonly queueTime: QueueTime;
  readonly gate: Gate;
  readonly typeTurns: TypeTurns;
  readonly settler: Settler;
  readonly leaseKeeper: LeaseKeeper;
  readonly keeper: Keeper;
  readonly drain: Drain;
  readonly breaker: Breaker;
}

/**
 * Puts a consumer together. Throws `QueueError` with code `misconfigured` for parts that cannot work together: a policy that hides
 * over a transport that cannot, dead letters in a lane of a queue whose every lane is read, or a calendar whose lanes cannot be found
 * or left unread.
 */
export const consumerRuntime = (parts: ConsumerParts): ConsumerRuntime => {
  const { transport, profile, queueClock, activity } = parts;
  const { maxHideMs, hideStepMs, maxBatch } = transport.capabilities;
  refuseUnworkable(parts);
  refuseCalendar(parts);
  const limits = { maxHideMs, hideStepMs, leaseMs: profile.leaseMs, maxDeliveries: parts.maxDeliveries };
  const loops =
    pollerRange(profile.pollers).min * (profile.lanes === 'any' ? 1 : profile.lanes.length) +
    (parts.calendar ? profile.lanePollers : 0);
  const inHand = new InHand(profile.concurrency + maxBatch * loops, activity);
  const queueTime = new QueueTime(queueClock);
  const shared = { ...parts, ...profile, limits, inHand, queueTime };
  const keeper = new Keeper(shared);
  const deadLetterTransport = parts.deadLetterTransport ?? transport;
  const drain = new Drain(shared);
  return {
    ...parts,
    limits,
    inHand,
    queueTime,
    gate: new Gate(shared),
    typeTurns: new TypeTurns(shared),
    keeper,
    settler: new Settler({ endOfTurn: setImmediate, ...shared, keeper, deadLetterTransport }),
    leaseKeeper: new LeaseKeeper(shared),
    drain,
    breaker: new Breaker({ ...shared, drain }),
  };
};

const refuseUnworkable = ({ transport, policy, profile, deadLetterTransport }: ConsumerParts): void => {
  if (transport.capabilities.maxHideMs === 0 && policy.hides !== false) {
    throw new QueueError(
      'misconfigured',
      'This transport cannot hide messages (maxHideMs is 0), so a delaying policy cannot work over it. Receive over REST, or hide over REST what is pushed over STOMP (hybridTransport).',
    );
  }
  if (policy.hides === false && Object.keys(profile.types).length > 0) {
    throw new QueueError(
      'misconfigured',
      'types have limits, and the policy never hides: what exceeds a limit is given back with a later due time, which only a policy with a gate keeps. ' +
        'Leave types out, or use a policy that holds.',
    );
  }
  if (profile.lanes === 'any' && !deadLetterTransport) {
    throw new QueueError(
      'misconfigured',
      `lanes is 'any' and dead letters would go to lane '${profile.deadLane}' of the same queue, where this consumer would read ` +
        'them again. Give a second queue for dead letters, or name the lanes to read.',
    );
  }
};

const refuseCalendar = ({ calendar, inspection, profile }: ConsumerParts): void => {
  if (!calendar) return;
  if (profile.lanes === 'any') {
    throw new QueueError(
      'misconfigured',
      "lanes is 'any' and there is a calendar: a receive without a filter reads every channel, so messages would not wait in due lanes. " +
        "Name the lanes to read, such as ['ready'], or leave the calendar out.",
    );
  }
  if (!inspection) {
    throw new QueueError(
      'misconfigured',
      'There is a calendar and no inspection: due lanes are found by listing the channels of the queue. Give the QueueInspection of the transport.',
    );
  }
  if (calendar.opensAtMs(profile.deadLane) !== undefined) {
    throw new QueueError(
      'misconfigured',
      `deadLane '${profile.deadLane}' is a due lane of the calendar, and would be read when it opens. Rename it, such as 'dead'.`,
    );
  }
};
