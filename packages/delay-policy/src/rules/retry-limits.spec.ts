import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { limitedBackoff, linearBackoff, noRetry } from './backoff.js';
import { byErrorType } from './by-error-type.js';
import { defaultPolicy } from './default-policy.js';
import { anInput, DAY, HOUR, NOW, stamped } from '../spec-support/policy-input.js';
import { UnrecoverableError } from './unrecoverable-error.js';

class Refused extends Error {}
class Throttled extends Error {}
type Failure = 'refused' | 'throttled' | 'other' | 'hopeless' | 'asked';

const ERRORS: Record<Failure, unknown> = {
  refused: new Refused(),
  throttled: new Throttled(),
  other: new Error(),
  hopeless: new UnrecoverableError(),
  asked: new Error('the handler asked for a retry'),
};

interface Limits {
  readonly maxAttempts: number;
  readonly throttled: number;
  /** Of the service; 0: none. */
  readonly maxDeliveries: number;
}

/** What the documentation says, in a few lines: the handler start after which a message is given up; `undefined` while it is not. */
const modelEnd = (failures: readonly Failure[], { maxAttempts, throttled }: Limits): number | undefined => {
  const end = failures.findIndex(
    (failure, index) =>
      index + 1 >= maxAttempts ||
      failure === 'hopeless' ||
      failure === 'refused' ||
      (failure === 'throttled' && index + 1 >= throttled),
  );
  return end < 0 ? undefined : end + 1;
};

/** The same by the policy itself, over holds, relays and what the service counts. */
const livedEnd = (failures: readonly Failure[], limits: Limits, delayMs: number): number | undefined => {
  const policy = defaultPolicy({
    maxAttempts: limits.maxAttempts,
    backoff: byErrorType(
      [
        [Refused, noRetry],
        [Throttled, limitedBackoff(linearBackoff({ stepMs: HOUR, maxMs: DAY }), limits.throttled)],
      ],
      linearBackoff({ stepMs: 1_000, maxMs: 60_000 }),
    ),
  });
  const { maxDeliveries } = limits;
  const dueAtMs = NOW + delayMs;
  let [nowMs, deliveryCount, relays, starts] = [NOW, 1, 0, 0];
  let reading = stamped({ dueAtMs });
  let createdAtMs = NOW;
  while (starts < failures.length) {
    const place = { reading, deliveryCount, nowMs, limits: { maxDeliveries } };
    const message = { createdAtMs, expiresAtMs: createdAtMs + 7 * DAY };
    let decision = policy(anInput({ ...place, message }));
    if (decision.kind === 'deliver') {
      const failure = failures[starts] ?? 'other';
      starts += 1;
      const afterMs = failure === 'asked' ? 5_000 : undefined;
      const failed = { error: ERRORS[failure], ...(afterMs !== undefined && { afterMs }) };
      decision = policy(anInput({ ...place, message, failure: failed }));
    }
    if (decision.kind === 'dead-letter') return starts;
    if (decision.kind === 'wait') nowMs = decision.untilMs;
    else if (decision.kind === 'relay') {
      [relays, deliveryCount, createdAtMs] = [relays + 1, 1, nowMs];
      reading = stamped({ dueAtMs: decision.dueAtMs, attempts: decision.attempts, relays });
    } else if (decision.kind === 'hold') {
      nowMs = Math.max(nowMs, Math.min(decision.untilMs, nowMs + 12 * HOUR));
      deliveryCount += 1;
    } else throw new Error(`a message that failed is never ${decision.kind}`);
  }
  return undefined;
};

const failures = fc.array(
  fc.constantFrom<Failure>(
    'other',
    'other',
    'other',
    'asked',
    'throttled',
    'throttled',
    'refused',
    'hopeless',
  ),
  { minLength: 1, maxLength: 25 },
);

test('retry limits are honoured as set: over kinds of errors, holds, relays and the delivery limit of the service', () => {
  fc.assert(
    fc.property(
      failures,
      fc.record({
        maxAttempts: fc.integer({ min: 1, max: 20 }),
        throttled: fc.integer({ min: 1, max: 20 }),
        maxDeliveries: fc.constantFrom(0, 0, 4, 20),
      }),
      fc.constantFrom(0, HOUR, 3 * DAY),
      (list, limits, delayMs) => {
        expect(livedEnd(list, limits, delayMs)).toBe(modelEnd(list, limits));
      },
    ),
    { numRuns: 500 },
  );
});

test('a limit of one attempt means no retry', () => {
  const once = { maxAttempts: 1, throttled: 20, maxDeliveries: 0 };
  for (const failure of ['other', 'asked', 'throttled', 'refused', 'hopeless'] as const)
    expect(livedEnd([failure, failure], once, 0)).toBe(1);
});
