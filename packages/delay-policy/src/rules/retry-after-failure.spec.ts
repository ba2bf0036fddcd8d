import { describe, expect, test } from '@jest/globals';
import { constantBackoff, linearBackoff, noRetry } from './backoff.js';
import { anInput, DAY, HOUR, LIMITS, MINUTE, NOW, SECOND, stamped } from '../spec-support/policy-input.js';
import { retryAfterFailure } from './retry-after-failure.js';
import { UnrecoverableError } from './unrecoverable-error.js';

class CardDeclined extends Error {}
const failure = { error: new CardDeclined('card 4111 1111') };
const rule = retryAfterFailure(linearBackoff({ stepMs: 10 * SECOND, maxMs: MINUTE }), { maxAttempts: 3 });

test('has no opinion before the handler ran', () =>
  expect(rule(anInput({ deliveryCount: 99 }))).toBeUndefined());

describe('hides for', () => {
  test.each([
    ['the back-off of the first attempt', 1, undefined, 10 * SECOND],
    ['the back-off of the second', 2, undefined, 20 * SECOND],
    ['what the handler asked for', 1, HOUR, HOUR],
    ['exactly the longest hide', 1, 12 * HOUR, 12 * HOUR],
    ['nothing', 1, 0, 0],
    ['nothing when asked for less', 1, -5, 0],
    ['the back-off when asked for no number', 1, Number.NaN, 10 * SECOND],
  ])('%s', (_what, deliveryCount, afterMs, delayMs) => {
    const decision = rule(
      anInput({ deliveryCount, failure: { ...failure, ...(afterMs !== undefined && { afterMs }) } }),
    );
    expect(decision).toEqual({
      kind: 'hold',
      untilMs: NOW + delayMs,
      reason: `attempt ${deliveryCount} of 3 failed`,
    });
  });
});

describe('relays', () => {
  test.each([
    ['beyond the longest hide', { failure: { ...failure, afterMs: 12 * HOUR + 1 } }, 12 * HOUR + 1, 1],
    [
      'into the last lease',
      { failure, message: { expiresAtMs: NOW + LIMITS.leaseMs + 10 * SECOND - 1 } },
      10 * SECOND,
      1,
    ],
    ['without a delivery left', { failure, deliveryCount: 2, limits: { maxDeliveries: 2 } }, 20 * SECOND, 2],
    [
      'what was relayed before',
      { failure, reading: stamped({ attempts: 1 }), limits: { maxDeliveries: 1 } },
      20 * SECOND,
      2,
    ],
    [
      'what is unstamped',
      { failure, reading: { kind: 'unstamped' } as const, limits: { maxDeliveries: 1 } },
      10 * SECOND,
      1,
    ],
  ])('%s', (_what, parts, delayMs, attempts) => {
    expect(rule(anInput(parts))).toMatchObject({ kind: 'relay', dueAtMs: NOW + delayMs, attempts });
  });

  test('not when the hide ends exactly one lease before the expiry', () => {
    const message = { expiresAtMs: NOW + LIMITS.leaseMs + 10 * SECOND };
    expect(rule(anInput({ failure, message }))).toMatchObject({ kind: 'hold' });
  });
});

describe('dead-letters', () => {
  test.each([
    ['an error by its class, never its text', failure.error, 'failed 3 times; last: CardDeclined'],
    ['a string without showing it', 'card 4111', 'failed 3 times; last: a thrown string'],
    ['a retry without an error', undefined, 'failed 3 times; last: a retry was asked for'],
  ])('%s', (_what, error, reason) => {
    expect(rule(anInput({ deliveryCount: 3, failure: { error } }))).toEqual({ kind: 'dead-letter', reason });
  });

  test('at the first failure when one attempt is allowed', () => {
    const once = retryAfterFailure(constantBackoff(0), { maxAttempts: 1 });
    expect(once(anInput({ failure }))).toMatchObject({ reason: 'failed 1 time; last: CardDeclined' });
  });

  test('by attempts, not by deliveries', () => {
    const held = { reading: stamped({ dueAtMs: NOW + 5 * DAY }), nowMs: NOW + 5 * DAY };
    expect(rule(anInput({ ...held, deliveryCount: 12, failure }))).toMatchObject({ kind: 'hold' });
    expect(rule(anInput({ ...held, deliveryCount: 13, failure }))).toMatchObject({ kind: 'dead-letter' });
  });
});

describe('dead-letters at once', () => {
  class AddressUnknown extends UnrecoverableError {}
  const picky = retryAfterFailure(constantBackoff(SECOND), { maxAttempts: 9, unrecoverable: CardDeclined });

  test.each([
    ['an unrecoverable error', rule, new UnrecoverableError('to somebody'), 'UnrecoverableError'],
    ['a class that extends it', rule, new AddressUnknown('to somebody'), 'AddressUnknown'],
    ['what the option names', picky, failure.error, 'CardDeclined'],
    [
      'what the back-off gives up',
      retryAfterFailure(noRetry, { maxAttempts: 9 }),
      failure.error,
      'CardDeclined',
    ],
  ])('%s, naming its class and never its text', (_what, policy, error, name) =>
    expect(policy(anInput({ failure: { error } }))).toEqual({
      kind: 'dead-letter',
      reason: `attempt 1 failed and is not tried again: ${name}`,
    }),
  );

  test('whatever the handler asked for, when the error is unrecoverable', () =>
    expect(picky(anInput({ failure: { ...failure, afterMs: HOUR } }))).toMatchObject({
      kind: 'dead-letter',
    }));

  test('but not what another error is, nor before a handler has run', () => {
    expect(picky(anInput({ failure: { error: new Error('timeout') } }))).toMatchObject({ kind: 'hold' });
    expect(picky(anInput())).toBeUndefined();
  });
});

test.each([0, -1, 1.5, Number.NaN])('refuses maxAttempts %d', (maxAttempts) => {
  expect(() => retryAfterFailure(constantBackoff(0), { maxAttempts })).toThrow(`maxAttempts ${maxAttempts}`);
});
