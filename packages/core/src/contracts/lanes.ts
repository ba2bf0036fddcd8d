import type { EpochMs } from './time.js';

/**
 * The calendar of due lanes: where a message waits unread, and from when a consumer reads it. A due lane is named after the instant
 * at which it opens, so that a reader needs the name only.
 */
export interface LaneCalendar {
  /** The lane to publish to; `ready` when the due lane would be open already, or soon. */
  laneFor(dueAtMs: EpochMs, nowMs: EpochMs): string;
  /** When consumers may begin to read a lane; `undefined` for one that is not of this calendar. */
  opensAtMs(lane: string): EpochMs | undefined;
  /** The first instant after this one at which a lane may open. */
  nextOpeningMs(afterMs: EpochMs): EpochMs;
}
