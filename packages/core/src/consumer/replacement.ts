import type { LaneCalendar } from '../contracts/lanes.js';
import type { OutgoingMessage } from '../contracts/message.js';
import type { Settlement } from '../contracts/settlement.js';
import type { Stamp, StampConvention } from '../contracts/stamp.js';
import type { EpochMs } from '../contracts/time.js';
import type { QueueTime } from './queue-time.js';
import { contentOf, identityOf, type Work } from './work.js';

/** Where a message without a channel of its own goes, because a stamped one must name a channel. */
export const READY_LANE = 'ready';

/** Custom properties are short; a reason is for people and needs no more. */
const MAX_REASON_LENGTH = 200;

export interface ReplacementParts {
  readonly convention: StampConvention;
  readonly deadLane: string;
  readonly queueTime: Pick<QueueTime, 'now'>;
  /** Where successors wait; absent: in the lane of the message that they replace. */
  readonly calendar?: LaneCalendar;
}

/** The message that takes the place of a delivery: its successor for a relay, its copy for a dead letter; none otherwise. */
export const replacementOf = (
  work: Work,
  settlement: Settlement,
  parts: ReplacementParts,
): OutgoingMessage | undefined => {
  switch (settlement.kind) {
    case 'relay': {
      const { dueAtMs, attempts } = settlement;
      const stamp = { ...stampOf(work), dueAtMs, attempts, relays: relaysOf(work) + 1 };
      return sealed(work, stamp, successorLane(work, dueAtMs, parts), parts);
    }
    case 'dead-letter': {
      const dead = settlement.reason.slice(0, MAX_REASON_LENGTH);
      const stamp = { ...stampOf(work), attempts: work.counters.attempt, dead };
      return sealed(work, stamp, parts.deadLane, parts);
    }
    case 'complete':
    case 'hold':
    case 'keep':
    case 'drop':
    case 'release':
      return undefined;
    default:
      return settlement satisfies never;
  }
};

/** A lane that is not of the calendar has readers of its own: a successor stays with them. */
const successorLane = (
  { delivery: { message } }: Work,
  dueAtMs: EpochMs,
  { calendar, queueTime }: ReplacementParts,
): string => {
  const { lane = READY_LANE } = message;
  const isOurs = lane === READY_LANE || calendar?.opensAtMs(lane) !== undefined;
  return calendar && isOurs ? calendar.laneFor(dueAtMs, queueTime.now()) : lane;
};

const sealed = (
  work: Work,
  stamp: Stamp,
  lane: string,
  { convention }: ReplacementParts,
): OutgoingMessage => {
  const { properties } = work.delivery.message;
  return { ...convention.seal({ content: contentOf(work), properties }, stamp), lane };
};

const stampOf = (work: Work): Stamp =>
  work.reading.kind === 'stamped' ? work.reading.stamp : { ...identityOf(work), attempts: 0, relays: 0 };

const relaysOf = ({ reading }: Work): number => (reading.kind === 'stamped' ? reading.stamp.relays : 0);
