import type { DurationMs } from '@snoozeq/core';
import { formatDuration } from '../../time/duration.js';
import { formatInstant } from '../../time/instant.js';
import type { Question } from '../question.js';
import { SERVICE_LIMITS } from '../service-limits.js';
import type { Bound } from './bound.js';

/** The message must be handled before it expires: D + w ≤ R, where w is the time reserved after the due time. */
export const withinRetention = (
  { request, limits: { retentionMs } }: Question,
  reservedMs: DurationMs,
): Bound => ({
  rule: 'retention',
  longestDelayMs: retentionMs - reservedMs,
  because: () =>
    `retention ${formatDuration(retentionMs)} keeps a message until ${formatInstant(request.nowMs + retentionMs)}` +
    (reservedMs > 0 ? `, of which the last ${formatDuration(reservedMs)} are for handling it` : ''),
  remedy: () =>
    retentionMs < SERVICE_LIMITS.longestRetentionMs
      ? `Shorten the delay, use strategy relay, or create the queue with a longer retention (at most ${LONGEST}).`
      : `Shorten the delay, or use strategy relay: no queue keeps messages longer than ${LONGEST}.`,
  source: 'OCI limit, documented: retention 10 to 604 800 s, fixed when the queue is created',
});

const LONGEST = formatDuration(SERVICE_LIMITS.longestRetentionMs);
