import type { DelayPolicy, LaneCalendar } from '@snoozeq/core';
import { alreadyDead } from './already-dead.js';
import { exponentialBackoff, type Backoff } from './backoff.js';
import type { ErrorMatch } from './by-error-type.js';
import { dueGate, type DueGateOptions } from './due-gate.js';
import { moveOn } from './move-on.js';
import { poison } from './poison.js';
import { expired } from './expired.js';
import { policyOf } from './policy-of.js';
import { retryAfterFailure } from './retry-after-failure.js';

export interface DefaultPolicyOptions extends DueGateOptions {
  /** Default: 1 s after the first failure, doubled each time, at most 60 s. */
  readonly backoff?: Backoff;
  /** Handler starts before a message is dead-lettered. Default 5. */
  readonly maxAttempts?: number;
  /** Errors that are dead-lettered at once, besides `UnrecoverableError`. Default: no others. */
  readonly unrecoverable?: ErrorMatch;
  /** Give it where messages wait in due lanes: one that is still not due when its lane opens moves on. */
  readonly calendar?: LaneCalendar;
}

export const DEFAULT_MAX_ATTEMPTS = 5;

/** Poison, dead letters and the expired out first, then failures, then lanes and the gate: nothing is handled before its due time. */
export const defaultPolicy = (options: DefaultPolicyOptions = {}): DelayPolicy =>
  policyOf(
    poison(),
    alreadyDead(),
    expired(),
    retryAfterFailure(options.backoff ?? exponentialBackoff({ baseMs: 1_000, maxMs: 60_000 }), {
      maxAttempts: options.maxAttempts ?? DEFAULT_MAX_ATTEMPTS,
      ...(options.unrecoverable && { unrecoverable: options.unrecoverable }),
    }),
    ...(options.calendar ? [moveOn(options.calendar)] : []),
    dueGate(options),
  );
