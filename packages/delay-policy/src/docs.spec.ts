import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { AddressUnknown, backoff, CardDeclined } from '../examples/retries.js';
import { retryAfterFailure } from './rules/retry-after-failure.js';
import { anInput, MINUTE } from './spec-support/policy-input.js';

const textOf = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

test('the page shows the example of retries', () =>
  expect(textOf('docs/delay-policy.md')).toContain(textOf('packages/delay-policy/examples/retries.ts')));

test.each([
  ['a declined card', new CardDeclined(), 1, 'dead-letter'],
  ['an address that does not exist', new AddressUnknown(), 1, 'dead-letter'],
  ['anything else', new Error(), 1, 'hold'],
  ['being throttled for the twentieth time', Object.assign(new Error(), { status: 429 }), 20, 'dead-letter'],
  ['being throttled once less', Object.assign(new Error(), { status: 429 }), 19, 'hold'],
])('it does what it says with %s', (_what, error, deliveryCount, kind) => {
  const rule = retryAfterFailure(backoff, { maxAttempts: 25 });
  expect(rule(anInput({ deliveryCount, failure: { error } }))).toMatchObject({ kind });
});

test('a throttled message is tried again after a minute', () =>
  expect(backoff.delayMs(3, Object.assign(new Error(), { status: 429 }))).toBe(MINUTE));
