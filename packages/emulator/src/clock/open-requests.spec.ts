import { describe, expect, test } from '@jest/globals';
import { RequestLedger, senderOf } from './open-requests.js';

/** One line of traffic: `+` received, `w` waits, `a` is about to be answered, `-` ended. */
type Step = readonly ['+' | 'w' | 'a' | '-', string];

const after = (...steps: readonly Step[]) => {
  const ledger = new RequestLedger();
  for (const [kind, id] of steps) {
    if (kind === '-') ledger.ended(id);
    else ledger.received(id, kind === 'w');
  }
  const byParticipant = Object.fromEntries([...ledger.byParticipant].map(([name, ids]) => [name, [...ids]]));
  return { working: ledger.working, byParticipant };
};

describe('RequestLedger', () => {
  test.each<[string, readonly Step[], ReturnType<typeof after>]>([
    ['nothing', [], { working: 0, byParticipant: {} }],
    ['a request that is worked on', [['+', 'a.1']], { working: 1, byParticipant: { a: ['a.1'] } }],
    ['one that has ended', [['+', 'a.1'], ['-', 'a.1']], { working: 0, byParticipant: {} }],
    ['a poll that waits is no work', [['+', 'a.1'], ['w', 'a.1']], { working: 0, byParticipant: { a: ['a.1'] } }],
    [
      'a poll that is being answered is work again',
      [['+', 'a.1'], ['w', 'a.1'], ['a', 'a.1']],
      { working: 1, byParticipant: { a: ['a.1'] } },
    ],
    [
      'a poll that was answered has ended',
      [['+', 'a.1'], ['w', 'a.1'], ['a', 'a.1'], ['-', 'a.1']],
      { working: 0, byParticipant: {} },
    ],
    ['a client that hung up while it waited', [['+', 'a.1'], ['w', 'a.1'], ['-', 'a.1']], { working: 0, byParticipant: {} }],
    [
      'requests are told apart by sender',
      [['+', 'a.1'], ['+', 'b.1'], ['+', 'a.2'], ['-', 'a.1']],
      { working: 2, byParticipant: { a: ['a.2'], b: ['b.1'] } },
    ],
    ['an end of what was never there', [['-', 'a.1']], { working: 0, byParticipant: {} }],
  ])('%s', (_name, steps, expected) => {
    expect(after(...steps)).toEqual(expected);
  });
});

describe('senderOf', () => {
  test.each([
    ['consumer-1f3a.12', 'consumer-1f3a'],
    ['a name.with.dots.3', 'a name.with.dots'],
    ['6D2B7C0E', '6D2B7C0E'],
    ['.5', ''],
  ])('%s was sent by "%s"', (requestId, name) => {
    expect(senderOf(requestId)).toBe(name);
  });
});
