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

/** When an eighth is used up, a consumer looks again after this. */
const LOOK_AGAIN_MS: DurationMs = 6_000;

/**
 * Until one consumer has taken messages of a lane that leave as they come, so that the room stays; `recent` of them, or others of the
 * lane, may have been taken just before. What one eighth of the room holds passes at once.
 */
export const passMs = (messages: number, recent: number, assumed: Assumptions): DurationMs => {
  const room = roomForLanes(assumed);
  if (messages + recent <= room / 8) return 0;
  return Math.max(LOOK_AGAIN_MS, Math.ceil((ROOM_IN_MS * messages) / room));
};

/** What every strategy has: the poll before may have just ended, one more is made, and those due before it are received and handled first. */
export const commonLatenessMs = (assumed: Assumptions): DurationMs => {
  const { pollWaitMs, callLatencyMs, backlog, handlers, handleMs } = assumed;
  return (
    pollWaitMs + callLatencyMs + drainMs(backlog + 1, assumed) + Math.floor(backlog / handlers) * handleMs
  );
};
