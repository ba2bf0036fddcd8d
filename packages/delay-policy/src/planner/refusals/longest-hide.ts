import { formatDuration } from '../../time/duration.js';
import type { Question } from '../question.js';
import { SERVICE_LIMITS } from '../service-limits.js';
import type { Bound } from './bound.js';

const LIMIT = 'OCI limit, documented: a visibility is 0 to 43 200 s (12h) from the moment of the update';

/** Waiting needs a queue that can hide messages. */
export const hidesAtAll = ({ limits: { maxHideMs } }: Question): Bound => ({
  rule: 'longest-hide',
  longestDelayMs: maxHideMs > 0 ? Number.POSITIVE_INFINITY : 0,
  because: () => `maxHideMs is ${maxHideMs}: the queue cannot hide messages`,
  remedy: () =>
    'Use a transport that can hide messages, such as OCI Queue over REST, or send without a delay.',
  source:
    'capabilities of the transport; OCI Queue over STOMP has no call that hides, assumed from its documentation',
});

/** The controller hides each message once. */
export const withinOneHide = ({ limits: { maxHideMs } }: Question): Bound => {
  const longestMs = Math.min(maxHideMs, SERVICE_LIMITS.longestHideMs);
  return {
    rule: 'longest-hide',
    longestDelayMs: longestMs,
    because: () => `the controller hides a message once, for at most ${formatDuration(longestMs)}`,
    remedy: () => 'Shorten the delay, or use strategy hold, lane or relay, which take longer ones.',
    source: LIMIT,
  };
};
