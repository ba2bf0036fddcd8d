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
    because:
      `${counted(holds, 'hold')} and ${counted(reservedAttempts, 'attempt')} need ${needed} deliveries and the queue ` +
      `allows ${maxDeliveries}`,
    remedy: `Shorten the delay, or set deadLetterQueueDeliveryCount ${raise}.`,
    source: SOURCE,
  };
};

/** For ways of waiting that spend the same holds on every delay. */
export const withinDeliveriesAtAll = (question: Question, holds: number): Bound => {
  const { limits, assumed } = question;
  const fits = holds + assumed.reservedAttempts <= limits.maxDeliveries;
  return withinDeliveries(question, holds, fits ? Number.POSITIVE_INFINITY : 0);
};

/** A relay needs one delivery to hold and one to be relayed or handled. */
export const deliveriesForARelay = ({ limits: { maxDeliveries } }: Question): Bound => ({
  rule: 'deliveries',
  longestDelayMs: maxDeliveries === 1 ? 0 : Number.POSITIVE_INFINITY,
  because: 'a delivery limit of 1 leaves none for a hold, of the message and of every successor',
  remedy: 'Set deadLetterQueueDeliveryCount to 0 (no limit), or to 4 or more.',
  source: SOURCE,
});

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
