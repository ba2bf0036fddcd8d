import { describe, expect, test } from '@jest/globals';
import { RequestLedger, senderOf } from './open-requests.js';

/** Traffic as words: `+a.1` received, `wa.1` waits, `ra.1` is about to be replied to, `-a.1` ended. */
const after = (traffic: string) => {
  const ledger = new RequestLedger();
  for (const word of traffic.split(' ').filter(Boolean)) {
    const [kind, id] = [word[0], word.slice(1)];
    if (kind === '-') ledger.ended(id);
    else ledger.received(id, kind === 'w');
  }
  const open = [...ledger.byParticipant].map(([name, ids]) => [name, [...ids]]);
  return { working: ledger.working, open: Object.fromEntries(open) as Record<string, string[]> };
};

describe('RequestLedger', () => {
  test.each<[string, string, ReturnType<typeof after>]>([
    ['nothing', '', { working: 0, open: {} }],
    ['a request that is worked on', '+a.1', { working: 1, open: { a: ['a.1'] } }],
    ['one that has ended', '+a.1 -a.1', { working: 0, open: {} }],
    ['a poll that waits is no work', '+a.1 wa.1', { working: 0, open: { a: ['a.1'] } }],
    ['a poll that is being answered is work', '+a.1 wa.1 ra.1', { working: 1, open: { a: ['a.1'] } }],
    ['a poll that was answered', '+a.1 wa.1 ra.1 -a.1', { working: 0, open: {} }],
    ['a client that hung up while it waited', '+a.1 wa.1 -a.1', { working: 0, open: {} }],
    ['senders are told apart', '+a.1 +b.1 +a.2 -a.1', { working: 2, open: { a: ['a.2'], b: ['b.1'] } }],
    ['an end of what was never there', '-a.1', { working: 0, open: {} }],
  ])('%s', (_name, traffic, expected) => {
    expect(after(traffic)).toEqual(expected);
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
