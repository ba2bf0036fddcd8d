import type { DurationMs, EpochMs, Plan, Planner, PlanRequest, QueueSettings, Refusal } from '@snoozeq/core';
import { MESSAGES_PER_CALL } from './batch-size.js';
import { EARLIEST_DUE_MS } from '../stamp/believable-due.js';
import { LATEST_INSTANT_MS } from '../time/instant.js';
import { plannedHolds } from './planned-holds.js';
import { refuseDeliveries, refuseDueTime, refuseRetention, refuseSize } from './refusal.js';

export interface HoldPlannerOptions {
  /** Deliveries kept for the handler. Default 3. */
  readonly reservedAttempts?: number;
  /** Time kept between the due time and the expiry. Default 30 000. */
  readonly reservedHandlingMs?: DurationMs;
  /**
   * Longest time that a visible message waits for a receive to take it. Default 1 000: with a long poll always open, the service
   * was seen to answer within 0.7 s. With pauses between polls, give the pause.
   */
  readonly pollWaitMs?: DurationMs;
  /** One call to the service, there and back. Default 50. */
  readonly callLatencyMs?: DurationMs;
  /** Where delayed messages are published. Default `ready`. */
  readonly lane?: string;
}

const DEFAULTS: Required<HoldPlannerOptions> = {
  reservedAttempts: 3,
  reservedHandlingMs: 30_000,
  pollWaitMs: 1_000,
  callLatencyMs: 50,
  lane: 'ready',
};

/**
 * Plans the hold strategy: h = ⌈D/V⌉ holds, which fit when D + w ≤ R and (N = 0 or h + a ≤ N). D is the delay, V the longest hide, R the
 * retention, N the delivery limit (0: none), a the reserved attempts and w the reserved handling time. A message without a delay
 * always fits. Throws a `RangeError` when the queue cannot hide at all.
 */
export const holdPlanner = (settings: QueueSettings, options: HoldPlannerOptions = {}): Planner => {
  if (!(settings.maxHideMs > 0)) {
    throw new RangeError(
      `maxHideMs ${settings.maxHideMs}: holding needs a queue that can hide messages; use another transport or send undelayed`,
    );
  }
  const assumed = { ...DEFAULTS, ...options };
  return { plan: (request) => refusalOf(request, settings, assumed) ?? planOf(request, settings, assumed) };
};

const refusalOf = (
  request: PlanRequest,
  settings: QueueSettings,
  { reservedAttempts, reservedHandlingMs }: Required<HoldPlannerOptions>,
): Refusal | undefined => {
  const { nowMs, dueAtMs } = request;
  if (!isBelievable(dueAtMs, nowMs)) return refuseDueTime(dueAtMs);
  if (request.sizeBytes > settings.maxMessageBytes) return refuseSize(request, settings);
  if (dueAtMs <= nowMs) return undefined;
  const { retentionMs, maxDeliveries, maxHideMs } = settings;
  const spareDeliveries = maxDeliveries === 0 ? Number.POSITIVE_INFINITY : maxDeliveries - reservedAttempts;
  const longestDelayMs = Math.max(0, Math.min(retentionMs - reservedHandlingMs, spareDeliveries * maxHideMs));
  const nearestDueAtMs = nowMs + longestDelayMs;
  if (dueAtMs - nowMs + reservedHandlingMs > retentionMs)
    return refuseRetention(request, nearestDueAtMs, retentionMs);
  const holds = plannedHolds(dueAtMs - nowMs, maxHideMs);
  if (holds > spareDeliveries) {
    return refuseDeliveries(request, { holds, reservedAttempts, nearestDueAtMs }, maxDeliveries);
  }
  return undefined;
};

/** Due now is always believed: it needs no due time on the wire, whatever a virtual clock says. */
const isBelievable = (dueAtMs: EpochMs, nowMs: EpochMs): boolean =>
  dueAtMs === nowMs || (dueAtMs >= EARLIEST_DUE_MS && dueAtMs <= LATEST_INSTANT_MS);

const planOf = (
  request: PlanRequest,
  { maxHideMs }: QueueSettings,
  { lane, pollWaitMs, callLatencyMs }: Required<HoldPlannerOptions>,
): Plan => {
  const delayMs = Math.max(0, request.dueAtMs - request.nowMs);
  const holds = plannedHolds(delayMs, maxHideMs);
  // One put; for each hold a get and an update; at the end a get and a delete.
  const single = 1 + 2 * holds + 2;
  return {
    kind: 'plan',
    strategy: 'hold',
    lane,
    delayMs,
    holds,
    relays: 0,
    deliveries: holds + 1,
    calls: { single, batched: single / MESSAGES_PER_CALL },
    // The poll before the message became visible may have just ended, so one call ends and one more is made.
    worstLatenessMs: pollWaitMs + 2 * callLatencyMs,
  };
};
