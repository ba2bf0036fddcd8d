import type { Decision, DelayRule, DurationMs, PolicyInput } from '@snoozeq/core';
import { checkedAttempts, type Backoff } from './backoff.js';
import { questionOf, type ErrorMatch } from './by-error-type.js';
import { isUnrecoverable } from './unrecoverable-error.js';

export interface RetryOptions {
  /** Handler starts before the message is dead-lettered, the first included. 1 or more. */
  readonly maxAttempts: number;
  /** Errors that no further attempt can mend: dead-lettered at once, as every `UnrecoverableError` is. Default: no others. */
  readonly unrecoverable?: ErrorMatch;
}

/**
 * After a failure: hides the message for the delay that the handler asked for, or else the back-off says; dead-letters it once its
 * attempts are spent, the back-off has no further one, or the error is unrecoverable, whatever the handler asked for. Relays where a hide cannot reach: beyond the longest hide, into
 * the last lease before the expiry, or when the service allows no further delivery. Limits count attempts, never holds. Abstains
 * before a handler has run.
 */
export const retryAfterFailure = (
  backoff: Backoff,
  { maxAttempts, unrecoverable = () => false }: RetryOptions,
): DelayRule => {
  const limit = checkedAttempts(maxAttempts);
  const isHopeless = questionOf(unrecoverable);
  return (input) => {
    const { failure, counters, nowMs } = input;
    if (failure === undefined) return undefined;
    const { attempt } = counters;
    const { error, afterMs } = failure;
    if (isUnrecoverable(error) || isHopeless(error)) return notAgain(attempt, error);
    if (attempt >= limit) return exhausted(attempt, error);
    const delayMs = usable(afterMs) ?? backoff.delayMs(attempt, error);
    if (delayMs === undefined) return notAgain(attempt, error);
    const reason = `attempt ${attempt} of ${limit} failed`;
    if (!fitsAHide(delayMs, input)) {
      return { kind: 'relay', dueAtMs: nowMs + delayMs, attempts: attempt, reason };
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

const notAgain = (attempt: number, error: unknown): Decision => ({
  kind: 'dead-letter',
  reason: `attempt ${attempt} failed and is not tried again: ${classOf(error)}`,
});

const classOf = (error: unknown): string => {
  if (error === undefined) return 'a retry was asked for';
  return error instanceof Error ? error.constructor.name || error.name : `a thrown ${typeof error}`;
};
