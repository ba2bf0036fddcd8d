import type { Question } from '../question.js';
import { SERVICE_LIMITS } from '../service-limits.js';
import type { Bound } from './bound.js';

/** A hidden message is in flight for as long as it waits. */
export const withinInFlight = ({ assumed: { waiting } }: Question): Bound => ({
  rule: 'in-flight',
  longestDelayMs: waiting.messages < SERVICE_LIMITS.inFlight ? Number.POSITIVE_INFINITY : 0,
  because: () =>
    `${waiting.messages} messages wait already, and a queue hides at most ${SERVICE_LIMITS.inFlight} at once`,
  remedy: () => 'Use strategy lane, whose messages wait unread, or a second queue.',
  source:
    'OCI limit, documented: 100 000 messages in flight for each queue; that hidden ones count is assumed from the definition',
});
