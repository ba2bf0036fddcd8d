import type { DurationMs } from '@snoozeq/core';
import type { Question } from '../question.js';
import { SERVICE_LIMITS } from '../service-limits.js';
import type { Bound } from './bound.js';

const SOURCE = 'OCI limit, documented: deadLetterQueueDeliveryCount 0 to 20, a setting of the queue';

/** The delivery limit must be enough for the holds and for the attempts reserved: h + a ≤ N, unless N is 0. */
export const withinDeliveries = (
  { limits: { maxDeliveries }, assumed: { reservedAttempts } }: Question,
  holds: number,
  longestDelayMs: DurationMs,
): Bound => {
  const needed = holds + reservedAttempts;
  const raise =
    needed <= SERVICE_LIMITS.highestDeliveryLimit
      ? `to ${needed} or more, or to 0 (no limit)`
      : 'to 0 (no limit)';
  return {
    rule: 'deliveries',
    longestDelayMs: maxDeliveries === 0 ? Number.POSITIVE_INFINITY : longestDelayMs,
    because: () =>
      `${counted(holds, 'hold')} and ${counted(reservedAttempts, 'attempt')} need ${counted(needed, 'delivery')} and the queue ` +
      `allows ${maxDeliveries}`,
    remedy: () => `Shorten the delay, or set deadLetterQueueDeliveryCount ${raise}.`,
    source: SOURCE,
  };
};

/** For ways of waiting that spend the same holds on every delay. */
export const withinDeliveriesAtAll = (question: Question, holds: number): Bound => {
  const { limits, assumed } = question;
  const fits = holds + assumed.reservedAttempts <= limits.maxDeliveries;
  return withinDeliveries(question, holds, fits ? Number.POSITIVE_INFINITY : 0);
};

/** A message that is relayed needs a delivery for each of its holds, and one more to be relayed or handled. */
export const deliveriesForARelay = ({ limits: { maxDeliveries } }: Question, holds: number): Bound => ({
  rule: 'deliveries',
  longestDelayMs: maxDeliveries > 0 && maxDeliveries <= holds ? 0 : Number.POSITIVE_INFINITY,
  because: () =>
    `each message of the chain needs ${counted(holds, 'hold')} and the queue allows ${counted(maxDeliveries, 'delivery')}, ` +
    'of which the last is never a hold',
  remedy: () => `Set deadLetterQueueDeliveryCount to ${Math.max(4, holds + 1)} or more, or to 0 (no limit).`,
  source: SOURCE,
});

const counted = (count: number, noun: string): string =>
  `${count} ${count === 1 ? noun : `${noun.replace(/y$/, 'ie')}s`}`;
