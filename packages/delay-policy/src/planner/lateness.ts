import type { DurationMs } from '@snoozeq/core';
import { MESSAGES_PER_CALL } from './batch-size.js';
import type { Assumptions } from './planner-options.js';

/** Until the stated pollers have received this many messages that are visible at once. */
export const drainMs = (messages: number, { pollers, callLatencyMs }: Assumptions): DurationMs =>
  Math.ceil(messages / (pollers * MESSAGES_PER_CALL)) * callLatencyMs;

/** Consumers leave a part of the in-flight limit free when they read lanes. */
const USABLE = 0.95;
/** Each takes an eighth of the room at once, and before more waits 6 s until the other seven could have been seen: room / 42 a second. */
const ROOM_IN_MS: DurationMs = 42_000;

/** Messages of a lane that may be in flight together. */
export const roomForLanes = ({ lanes }: Assumptions): number => Math.floor(lanes.inFlight * USABLE);

/**
 * Until one consumer has everything of an open lane in flight, as far as it may: the room that is left becomes smaller, and with it what
 * it may take. For a load below that room.
 */
export const fillMs = (assumed: Assumptions): DurationMs => {
  const room = roomForLanes(assumed);
  const { load } = assumed.lanes;
  return Math.ceil(ROOM_IN_MS * Math.log(room / (room - load)));
};

/** Until one consumer has taken a lane whose messages leave as they come, so that the room stays. */
export const passMs = (assumed: Assumptions): DurationMs =>
  Math.ceil((ROOM_IN_MS * assumed.lanes.load) / roomForLanes(assumed));

/** What every strategy has: the poll before may have just ended, one more is made, and those due before it are received and handled first. */
export const commonLatenessMs = (assumed: Assumptions): DurationMs => {
  const { pollWaitMs, callLatencyMs, backlog, handlers, handleMs } = assumed;
  return (
    pollWaitMs + callLatencyMs + drainMs(backlog + 1, assumed) + Math.floor(backlog / handlers) * handleMs
  );
};
