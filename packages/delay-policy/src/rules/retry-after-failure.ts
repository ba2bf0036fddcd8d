import type { Decision, DelayRule, DurationMs, PolicyInput } from '@snoozeq/core';
import type { Backoff } from './backoff.js';

export interface RetryOptions {
  /** Handler starts before the message is dead-lettered, the first included. 1 or more. */
  readonly maxAttempts: number;
}

/**
 * After a failure: hides the message for the delay that the handler asked for, or else the back-off says; dead-letters it once its
 * attempts are spent. Relays where a hide cannot reach: beyond the longest hide, into the last lease before the expiry, or when the
 * service allows no further delivery. Limits count attempts, never holds. Abstains before a handler has run.
 */
export const retryAfterFailure = (backoff: Backoff, { maxAttempts }: RetryOptions): DelayRule => {
  if (!Number.isInteger(maxAttempts) || maxAttempts < 1) {
    throw new RangeError(`maxAttempts ${maxAttempts}: give a whole number of 1 or more`);
  }
  return (input) => {
    const { failure, counters, nowMs } = input;
    if (failure === undefined) return undefined;
    if (counters.attempt >= maxAttempts) return exhausted(counters.attempt, failure.error);
    const delayMs = usable(failure.afterMs) ?? backoff.delayMs(counters.attempt);
    const reason = `attempt ${counters.attempt} of ${maxAttempts} failed`;
    if (!fitsAHide(delayMs, input)) {
      return { kind: 'relay', dueAtMs: nowMs + delayMs, attempts: counters.attempt, reason };
    }
    return { kind: 'hold', untilMs: nowMs + delayMs, reason };
  };
};

const usable = (afterMs: DurationMs | undefined): DurationMs | undefined =>
  afterMs !== undefined && Number.isFinite(afterMs) ? Math.max(0, afterMs) : undefined;

const fitsAHide = (delayMs: DurationMs, { nowMs, delivery, limits }: PolicyInput): boolean =>
  delayMs <= limits.maxHideMs &&
  nowMs + delayMs <= delivery.message.expiresAtMs - limits.leaseMs &&
  (limits.maxDeliveries === 0 || delivery.deliveryCount < limits.maxDeliveries);

/** Names the class only: the text of an error may quote the body. */
const exhausted = (attempts: number, error: unknown): Decision => ({
  kind: 'dead-letter',
  reason: `failed ${attempts} ${attempts === 1 ? 'time' : 'times'}; last: ${classOf(error)}`,
});

const classOf = (error: unknown): string => {
  if (error === undefined) return 'a retry was asked for';
  return error instanceof Error ? error.constructor.name || error.name : `a thrown ${typeof error}`;
};
