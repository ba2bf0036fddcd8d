import { formatDuration } from '../../time/duration.js';
import type { Question } from '../question.js';
import type { Bound } from './bound.js';

/** A due time beyond the horizon would be poison to its reader. */
export const withinHorizon = ({ assumed: { horizonMs } }: Question): Bound => ({
  rule: 'horizon',
  longestDelayMs: horizonMs,
  because: () => `due times are believed up to ${formatDuration(horizonMs)} ahead`,
  remedy: () => 'Shorten the delay, or raise horizonMs for producers and consumers alike.',
  source: 'due stamp, wire convention v1: readers refuse due times beyond their horizon',
});
