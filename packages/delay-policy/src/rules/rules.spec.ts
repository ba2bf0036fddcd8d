import { describe, expect, test } from '@jest/globals';
import { alreadyDead } from './already-dead.js';
import { anInput, DAY, HOUR, LIMITS, NOW, SECOND, stamped } from '../spec-support/policy-input.js';
import { immediately } from './immediately.js';
import { poison } from './poison.js';
import { policyOf } from './policy-of.js';
import { defaultPolicy } from './default-policy.js';

const MALFORMED = { kind: 'malformed', reason: 'snoozeq-v "2" is not supported' } as const;
const FAILURE = { error: new Error('secret body') };

describe('poison', () => {
  test.each([
    ['malformed', MALFORMED, { kind: 'dead-letter', reason: MALFORMED.reason }],
    ['stamped', stamped(), undefined],
    ['unstamped', { kind: 'unstamped' } as const, undefined],
  ])('%s', (_what, reading, decision) => expect(poison()(anInput({ reading }))).toEqual(decision));
});

describe('alreadyDead', () => {
  const reading = stamped({ dead: 'failed 5 times' });
  const leavingMs = (ms: number) => ({ message: { expiresAtMs: NOW + ms } });
  const REASON = 'dead letter: not handled';
  test.each([
    [
      'is hidden as long as allowed',
      leavingMs(DAY),
      { kind: 'hold', untilMs: NOW + 12 * HOUR, reason: REASON },
    ],
    ['or until it expires', leavingMs(HOUR), { kind: 'hold', untilMs: NOW + HOUR, reason: REASON }],
    [
      'waits in memory where no hide reaches',
      leavingMs(LIMITS.leaseMs),
      { kind: 'wait', untilMs: NOW + LIMITS.leaseMs },
    ],
    ['does not wait once it has expired', leavingMs(0), { kind: 'hold', untilMs: NOW, reason: REASON }],
  ])('a dead letter %s', (_what, parts, decision) =>
    expect(alreadyDead()(anInput({ reading, ...parts }))).toEqual(decision),
  );

  test('has no opinion of the living', () => expect(alreadyDead()(anInput())).toBeUndefined());
});

describe('policyOf', () => {
  const drop = () => ({ kind: 'drop', reason: 'first' }) as const;
  const release = () => ({ kind: 'release' }) as const;
  test.each([
    [
      'the first opinion wins',
      policyOf(() => undefined, drop, release),
      undefined,
      { kind: 'drop', reason: 'first' },
    ],
    ['without one it delivers', policyOf(() => undefined), undefined, { kind: 'deliver' }],
    ['without one it releases what failed', policyOf(), FAILURE, { kind: 'release' }],
  ])('%s', (_what, policy, failure, decision) => {
    expect(policy(anInput({ ...(failure && { failure }) }))).toEqual(decision);
  });
});

describe('immediately', () => {
  test.each([stamped({ dueAtMs: NOW + DAY }), stamped({ dead: 'yes' }), MALFORMED])(
    'delivers %j',
    (reading) => expect(immediately()(anInput({ reading }))).toEqual({ kind: 'deliver' }),
  );
  test('releases what failed', () =>
    expect(immediately()(anInput({ failure: FAILURE }))).toEqual({ kind: 'release' }));
  test('says that it never hides, as the default policy does not', () =>
    expect([immediately().hides, defaultPolicy().hides]).toEqual([false, undefined]));
});

describe('defaultPolicy', () => {
  const policy = defaultPolicy();
  test.each([
    ['delivers what is unstamped', anInput({ reading: { kind: 'unstamped' } }), { kind: 'deliver' }],
    ['delivers what is due', anInput({ reading: stamped({ dueAtMs: NOW }) }), { kind: 'deliver' }],
    [
      'holds what is not',
      anInput({ reading: stamped({ dueAtMs: NOW + HOUR }) }),
      { kind: 'hold', untilMs: NOW + HOUR },
    ],
    ['dead-letters poison', anInput({ reading: MALFORMED }), { kind: 'dead-letter' }],
    [
      'dead-letters poison that failed',
      anInput({ reading: MALFORMED, failure: FAILURE }),
      { kind: 'dead-letter' },
    ],
    ['never handles a dead letter', anInput({ reading: stamped({ dead: 'yes' }) }), { kind: 'hold' }],
    ['retries after one second', anInput({ failure: FAILURE }), { kind: 'hold', untilMs: NOW + SECOND }],
    [
      'then after two',
      anInput({ failure: FAILURE, deliveryCount: 2 }),
      { kind: 'hold', untilMs: NOW + 2 * SECOND },
    ],
    [
      'gives up after five attempts',
      anInput({ failure: FAILURE, deliveryCount: 5 }),
      { kind: 'dead-letter' },
    ],
  ])('%s', (_what, input, decision) => expect(policy(input)).toMatchObject(decision));

  test('14 holds are not failures', () => {
    const reading = stamped({ dueAtMs: NOW + 7 * DAY - HOUR });
    const input = anInput({ reading, deliveryCount: 15, nowMs: NOW + 7 * DAY - HOUR, failure: FAILURE });
    expect(policy(input)).toMatchObject({ kind: 'hold', reason: 'attempt 1 of 5 failed' });
  });
});
