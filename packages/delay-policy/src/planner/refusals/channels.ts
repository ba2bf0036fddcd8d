import { formatDuration } from '../../time/duration.js';
import type { Question } from '../question.js';
import { SERVICE_LIMITS } from '../service-limits.js';
import type { Bound } from './bound.js';

/** `ready`, the dead lane, the lane that is being drained and the one that it overlaps. */
export const OTHER_CHANNELS = 4;
export const DUE_LANES = SERVICE_LIMITS.channels - OTHER_CHANNELS;

/** Lanes are in use from the first message to the last: as many as the widths between now and the due time. */
export const withinChannels = ({ delayMs, assumed: { lanes } }: Question): Bound => ({
  rule: 'channels',
  longestDelayMs: DUE_LANES * lanes.widthMs,
  because:
    `lanes of ${formatDuration(lanes.widthMs)} up to there are ${Math.ceil(delayMs / lanes.widthMs)}, with ${OTHER_CHANNELS} ` +
    `others, and a queue has ${SERVICE_LIMITS.channels} channels`,
  remedy: `Shorten the delay, or make lanes wider: ${formatDuration(widthFor(delayMs))} or more.`,
  source: 'OCI limit, documented: 256 channels for each queue',
});

/** The narrowest whole minutes that need no more channels than there are. */
export const widthFor = (delayMs: number): number =>
  Math.max(1, Math.ceil(delayMs / DUE_LANES / 60_000)) * 60_000;
