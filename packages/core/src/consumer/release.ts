import type { PolicyLimits } from '../contracts/policy.js';
import type { Settlement } from '../contracts/settlement.js';
import type { EpochMs } from '../contracts/time.js';
import type { ConsumerRuntime } from './consumer-runtime.js';
import type { Work } from './work.js';

/**
 * Gives back work that was not begun. The last delivery that the queue allows cannot be given back: the service would take the
 * message for a dead letter. There a successor goes on, due when it was, or at once.
 */
export const releaseOf = (work: Work, nowMs: EpochMs, { maxDeliveries }: PolicyLimits): Settlement => {
  const { delivery, reading, counters } = work;
  if (maxDeliveries === 0 || delivery.deliveryCount < maxDeliveries) return { kind: 'release' };
  return {
    kind: 'relay',
    dueAtMs: (reading.kind === 'stamped' ? reading.stamp.dueAtMs : undefined) ?? nowMs,
    attempts: Math.max(0, counters.attempt - 1),
    reason: `given back on delivery ${delivery.deliveryCount} of ${maxDeliveries}, the last allowed`,
  };
};

/** What has not started when the deadline of a stop has passed. */
export const handedBack = (
  { drain, queueTime, limits }: Pick<ConsumerRuntime, 'drain' | 'queueTime' | 'limits'>,
  work: Work,
): Settlement => {
  drain.leave('handedBack');
  return releaseOf(work, queueTime.now(), limits);
};
