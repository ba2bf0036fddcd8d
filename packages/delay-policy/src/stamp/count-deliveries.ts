import type { Counters, Delivery, DurationMs, Message, Stamp, StampReading } from '@snoozeq/core';
import { plannedHolds } from '../planner/planned-holds.js';

export interface CountLimits {
  readonly maxHideMs: DurationMs;
  /** The queue's delivery limit; 0: none. */
  readonly maxDeliveries: number;
}

/**
 * Tells holds and attempts apart in the one number that the service counts. Deliveries before this one are taken for holds as
 * far as the delay explains them, so deliveries lost in an outage make `attempt` undercount, never overcount.
 */
export const countDeliveries = (delivery: Delivery, reading: StampReading, limits: CountLimits): Counters => {
  const { deliveryCount, message } = delivery;
  const stamp = reading.kind === 'stamped' ? reading.stamp : undefined;
  const planned = stamp === undefined ? 0 : plannedHolds(delayOf(stamp, message), limits.maxHideMs);
  const holds = Math.min(deliveryCount - 1, planned);
  return {
    attempt: deliveryCount - holds + (stamp?.attempts ?? 0),
    holds,
    attemptsLeft:
      limits.maxDeliveries > 0 ? Math.max(0, limits.maxDeliveries - deliveryCount) : Number.POSITIVE_INFINITY,
  };
};

const delayOf = (stamp: Stamp, message: Message): DurationMs => {
  const createdAtMs = message.createdAtMs ?? stamp.publishedAtMs;
  return stamp.dueAtMs === undefined || createdAtMs === undefined ? 0 : stamp.dueAtMs - createdAtMs;
};
