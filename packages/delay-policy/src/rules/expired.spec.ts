import { expect, test } from '@jest/globals';
import { anInput, HOUR, NOW, stamped } from '../spec-support/policy-input.js';
import { defaultPolicy } from './default-policy.js';
import { expired } from './expired.js';

const failure = { error: new Error('no') };

test.each([
  ['nobody said when it is pointless', stamped({ dueAtMs: NOW + HOUR })],
  ['it is not yet', stamped({ expiresAtMs: NOW + 1 })],
  ['it is from the next millisecond on', stamped({ expiresAtMs: NOW })],
  ['it will be right after its due time', stamped({ dueAtMs: NOW + HOUR, expiresAtMs: NOW + HOUR })],
  ['it has no stamp', { kind: 'unstamped' } as const],
])('has no opinion where %s', (_what, reading) => expect(expired()(anInput({ reading }))).toBeUndefined());

test.each([
  [{ expiresAtMs: NOW - 1 }, undefined, 'expired at 2026-01-04T23:59:59.999Z, before it could be handled'],
  [
    { dueAtMs: NOW - HOUR, expiresAtMs: NOW - 1 },
    undefined,
    'expired at 2026-01-04T23:59:59.999Z, before it could be handled',
  ],
  [
    { dueAtMs: NOW + HOUR, expiresAtMs: NOW + HOUR - 1 },
    undefined,
    'expired at 2026-01-05T00:59:59.999Z, before it is due',
  ],
  [{ expiresAtMs: NOW - 1 }, failure, 'expired at 2026-01-04T23:59:59.999Z, after attempt 2 failed'],
])('dead-letters %j after %j', (stamp, failed, reason) => {
  const input = anInput({ reading: stamped(stamp), deliveryCount: 2, ...(failed && { failure: failed }) });
  expect(expired()(input)).toEqual({ kind: 'dead-letter', reason });
  expect(defaultPolicy()(input)).toEqual({ kind: 'dead-letter', reason });
});
