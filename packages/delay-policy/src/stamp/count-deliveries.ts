import type { Counters, Delivery, DurationMs, EpochMs, Stamp, StampReading } from '@snoozeq/core';
import { openingOf } from '../calendar/lane-name.js';
import { plannedHolds, type Hops } from '../planner/planned-holds.js';

export interface CountLimits extends Hops {
  /** The queue's delivery limit; 0: none. */
  readonly maxDeliveries: number;
  /** The retry limit of the policy, where one is known: handler starts, the first included. Default: none. */
  readonly maxAttempts?: number;
}

/** The gate waits at least this long in memory, at the cost of no delivery. */
const LAST_WAIT_MS: DurationMs = 1_000;

/**
 * Tells holds and attempts apart in the one number that the service counts. Deliveries before this one are taken for holds as far as
 * the delay explains them, so where fewer were needed (an outage, a keeper) `attempt` undercounts by the difference. It overcounts
 * only deliveries that nobody planned: a consumer that died with a message in hand.
 */
export const countDeliveries = (delivery: Delivery, reading: StampReading, limits: CountLimits): Counters => {
  const { deliveryCount } = delivery;
  const stamp = reading.kind === 'stamped' ? reading.stamp : undefined;
  const holds = Math.min(deliveryCount - 1, stamp === undefined ? 0 : mostHolds(stamp, delivery, limits));
  const attempt = deliveryCount - holds + (stamp?.attempts ?? 0);
  return { attempt, holds, attemptsLeft: attemptsLeft(attempt, deliveryCount, limits) };
};

const mostHolds = (
  { dueAtMs, publishedAtMs }: Stamp,
  { message, servedAtMs }: Delivery,
  hops: CountLimits,
): number => {
  if (dueAtMs === undefined) return 0;
  // Handed out before it was due, it has never been in a handler.
  if (servedAtMs !== undefined && servedAtMs < dueAtMs) return Number.POSITIVE_INFINITY;
  const createdAtMs = message.createdAtMs ?? publishedAtMs;
  if (createdAtMs === undefined) return 0;
  const beginMs = Math.max(createdAtMs, openedAtMs(message.lane));
  return plannedHolds(dueAtMs - LAST_WAIT_MS - beginMs, hops);
};

/** In a due lane a message waits unread, so its holds begin when the lane opens. */
const openedAtMs = (lane: string | undefined): EpochMs =>
  (lane === undefined ? undefined : openingOf(lane)) ?? Number.NEGATIVE_INFINITY;

const attemptsLeft = (attempt: number, deliveryCount: number, limits: CountLimits): number => {
  const { maxDeliveries, maxAttempts = Number.POSITIVE_INFINITY } = limits;
  const deliveriesLeft = maxDeliveries > 0 ? maxDeliveries - deliveryCount : Number.POSITIVE_INFINITY;
  return Math.max(0, Math.min(deliveriesLeft, maxAttempts - attempt));
};
