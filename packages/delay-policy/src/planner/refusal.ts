import type { DurationMs, EpochMs, PlanRequest, QueueSettings, Refusal } from '@snoozeq/core';
import { formatDuration } from '../time/duration.js';
import { formatInstant } from '../time/instant.js';

/** Longest retention that a queue can be created with. OCI limit, documented: 10 to 604 800 s. */
const LONGEST_RETENTION_MS: DurationMs = 604_800_000;
/** Highest delivery limit of a queue. OCI limit, documented: 0 to 20, 0 for none. */
const HIGHEST_DELIVERY_LIMIT = 20;

export const refuseDueTime = (dueAtMs: EpochMs): Refusal => ({
  kind: 'refusal',
  rule: 'due-time',
  message:
    `due time ${dueAtMs}: refused, it is not an instant from the year 2000 to the year 9999. ` +
    'Give epoch milliseconds (not seconds), a valid Date, or an RFC 3339 string with an offset.',
  source: 'due stamp, wire convention v1: due times are from 2000-01-01 on',
});

export const refuseSize = ({ sizeBytes }: PlanRequest, { maxMessageBytes }: QueueSettings): Refusal => ({
  kind: 'refusal',
  rule: 'size',
  message:
    `${sizeBytes} bytes: refused, the queue takes at most ${maxMessageBytes} bytes a message, stamp included. ` +
    'Make the body smaller, or store it elsewhere and send a reference.',
  source: `queue settings: ${maxMessageBytes} bytes a message`,
});

export const refuseRetention = (
  request: PlanRequest,
  nearestDueAtMs: EpochMs,
  retentionMs: DurationMs,
): Refusal => ({
  kind: 'refusal',
  rule: 'retention',
  message:
    `in ${delayText(request)}: refused, retention ${formatDuration(retentionMs)} keeps a message until ` +
    `${formatInstant(request.nowMs + retentionMs)}; ${latestText(request, nearestDueAtMs)}. ` +
    (retentionMs < LONGEST_RETENTION_MS
      ? `Shorten the delay, or create the queue with a longer retention (at most ${formatDuration(LONGEST_RETENTION_MS)}).`
      : `Shorten the delay: no queue keeps messages longer than ${formatDuration(LONGEST_RETENTION_MS)}.`),
  source: 'OCI limit, documented: retention 10 to 604 800 s, fixed when the queue is created',
  nearestDueAtMs,
});

export interface DeliveriesNeeded {
  readonly holds: number;
  readonly reservedAttempts: number;
  readonly nearestDueAtMs: EpochMs;
}

export const refuseDeliveries = (request: PlanRequest, needed: DeliveriesNeeded, limit: number): Refusal => {
  const deliveries = needed.holds + needed.reservedAttempts;
  const raise =
    deliveries <= HIGHEST_DELIVERY_LIMIT ? `to ${deliveries} or more, or to 0 (no limit)` : 'to 0 (no limit)';
  return {
    kind: 'refusal',
    rule: 'deliveries',
    message:
      `in ${delayText(request)}: refused, ${needed.holds} holds and ${needed.reservedAttempts} attempts need ` +
      `${deliveries} deliveries and the queue allows ${limit}; ${latestText(request, needed.nearestDueAtMs)}. ` +
      `Shorten the delay, or set deadLetterQueueDeliveryCount ${raise}.`,
    source: 'OCI limit, documented: deadLetterQueueDeliveryCount 0 to 20, a setting of the queue',
    nearestDueAtMs: needed.nearestDueAtMs,
  };
};

const delayText = ({ dueAtMs, nowMs }: PlanRequest): string => formatDuration(dueAtMs - nowMs);

const latestText = ({ nowMs }: PlanRequest, nearestDueAtMs: EpochMs): string =>
  nearestDueAtMs > nowMs
    ? `latest due time that fits: ${formatInstant(nearestDueAtMs)}`
    : 'only messages without a delay fit';
