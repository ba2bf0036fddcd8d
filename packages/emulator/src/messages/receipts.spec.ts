import { describe, expect, test } from '@jest/globals';
import { PRIMARY_GROUP } from '@snoozeq/queue-engine';
import fc from 'fast-check';
import { createReceiptCodec } from './receipts.js';

const codec = createReceiptCodec();
const live = { queueId: 'queue', group: PRIMARY_GROUP, area: 'live' } as const;
const refs = fc.record({
  group: fc.constant(PRIMARY_GROUP),
  sequence: fc.integer({ min: 1, max: 2 ** 48 - 1 }),
  deliveryCount: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
});

describe('a receipt', () => {
  test('of a dead letter reads back for the dead-letter queue alone', () => {
    const ref = { group: PRIMARY_GROUP, sequence: 7, deliveryCount: 3, dead: true } as const;
    const receipt = codec.issue('queue', ref);
    expect(codec.read({ ...live, area: 'dead' }, receipt)).toEqual(ref);
    expect(codec.read(live, receipt)).toBeUndefined();
  });

  test('reads back what it was issued for', () => {
    fc.assert(fc.property(refs, (ref) => expect(codec.read(live, codec.issue('queue', ref))).toEqual(ref)));
  });

  test('is unreadable after any change of one character', () => {
    const position = fc.integer({ min: 0, max: 299 });
    const letter = fc.constantFrom(...'ABab01-_');
    fc.assert(
      fc.property(refs, position, letter, (ref, at, character) => {
        const receipt = codec.issue('queue', ref);
        fc.pre(receipt[at] !== character);
        const changed = receipt.slice(0, at) + character + receipt.slice(at + 1);
        expect(codec.read(live, changed)).toBeUndefined();
      }),
    );
  });

  test('is unreadable for another queue, group, area or run, and in another spelling (F6.receipts)', () => {
    fc.assert(
      fc.property(refs, (ref) => {
        const receipt = codec.issue('queue', ref);
        expect(codec.read({ ...live, queueId: 'other' }, receipt)).toBeUndefined();
        expect(codec.read({ ...live, group: 'other' }, receipt)).toBeUndefined();
        expect(codec.read({ ...live, area: 'dead' }, receipt)).toBeUndefined();
        expect(createReceiptCodec().read(live, receipt)).toBeUndefined();
        expect(codec.read(live, `${receipt}=`)).toBeUndefined();
      }),
    );
  });

  test('is never read out of arbitrary text', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(codec.read(live, text)).toBeUndefined()));
  });
});
