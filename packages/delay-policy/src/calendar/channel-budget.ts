import type { DurationMs } from '@snoozeq/core';
import { formatDuration } from '../time/duration.js';

/** OCI limit, documented: 256 channels a queue. */
const MAX_CHANNELS = 256;
/** `ready`, and the lane of dead letters. */
const OTHER_CHANNELS = 2;
const MINUTE_MS: DurationMs = 60_000;
const DAY_MINUTES = 1_440;

/** Lengths that divide a day into whole minutes, so that every day has the same lanes. */
export const WIDTHS_MS: readonly DurationMs[] = Array.from(
  { length: DAY_MINUTES },
  (_, index) => index + 1,
).flatMap((minutes) => (DAY_MINUTES % minutes === 0 ? [minutes * MINUTE_MS] : []));

/** Most channels that a calendar fills at once: the lanes ahead, the one that is being read, `ready` and the dead lane. */
export const channelsNeeded = (horizonMs: DurationMs, widthMs: DurationMs): number =>
  Math.ceil(horizonMs / widthMs) + 1 + OTHER_CHANNELS;

/** Throws a `RangeError` for a width that gives more lanes than a queue has channels, with the smallest one that fits. */
export const checkChannels = (horizonMs: DurationMs, widthMs: DurationMs): void => {
  const needed = channelsNeeded(horizonMs, widthMs);
  if (needed <= MAX_CHANNELS) return;
  const smallestMs = WIDTHS_MS.find((ms) => channelsNeeded(horizonMs, ms) <= MAX_CHANNELS);
  const remedy = smallestMs === undefined ? '' : `use lanes of ${formatDuration(smallestMs)} or more, or `;
  throw new RangeError(
    `lanes of ${formatDuration(widthMs)} over ${formatDuration(horizonMs)} need ${needed} channels and a queue has ` +
      `${MAX_CHANNELS} (OCI limit, documented): ${remedy}give a shorter horizonMs`,
  );
};
