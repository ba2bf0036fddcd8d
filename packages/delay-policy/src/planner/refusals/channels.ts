import type { DurationMs } from '@snoozeq/core';
import { WIDTHS_MS, channelsNeeded } from '../../calendar/channel-budget.js';
import { formatDuration } from '../../time/duration.js';
import type { Question } from '../question.js';
import { SERVICE_LIMITS } from '../service-limits.js';
import type { Bound } from './bound.js';

const OTHER_CHANNELS = channelsNeeded(0, 1);
/** Lanes ahead that a queue has channels for, beside the one that is being read, `ready` and the dead lane. */
export const DUE_LANES = SERVICE_LIMITS.channels - OTHER_CHANNELS;

/** Lanes are in use from now to the due time, unless a calendar ends before it, which then holds the message from its last lane. */
export const withinChannels = ({ delayMs, limits, assumed: { lanes } }: Question): Bound => {
  const reachMs = DUE_LANES * lanes.widthMs;
  const isShort = lanes.calendar !== undefined || Math.min(lanes.horizonMs, limits.retentionMs) <= reachMs;
  return {
    rule: 'channels',
    longestDelayMs: isShort ? Number.POSITIVE_INFINITY : reachMs,
    because: () =>
      `lanes of ${formatDuration(lanes.widthMs)} up to there need ${channelsNeeded(delayMs, lanes.widthMs)} channels ` +
      `and a queue has ${SERVICE_LIMITS.channels}`,
    remedy: () =>
      `Shorten the delay, make lanes ${widerText(delayMs)}, or let the calendar end before it (lanes.horizonMs).`,
    source: 'OCI limit, documented: 256 channels for each queue',
  };
};

const widerText = (delayMs: DurationMs): string => {
  const widthMs = WIDTHS_MS.find((ms) => delayMs <= DUE_LANES * ms);
  return widthMs === undefined ? 'wider' : `${formatDuration(widthMs)} wide or wider`;
};
