import { formatDuration } from '../../time/duration.js';
import type { Question } from '../question.js';
import type { Leg } from '../arithmetic/legs.js';
import type { Bound } from './bound.js';

/** A successor must live longer than the margin before its own expiry, or it would be relayed at once, again and again. */
export const livesLongEnoughToRelay = (question: Question, { canRelay, longestMs }: Leg): Bound => ({
  rule: 'retention',
  longestDelayMs: canRelay ? Number.POSITIVE_INFINITY : longestMs,
  because: () =>
    `retention ${formatDuration(question.limits.retentionMs)} leaves a successor no time to wait in, ` +
    `next to a lease of ${formatDuration(question.assumed.leaseMs)}`,
  remedy: () => 'Shorten the delay or the lease, or create the queue with a longer retention.',
  source:
    'the expiry margin of the due gate: at least one lease; retention is fixed when a queue is created, documented',
});
