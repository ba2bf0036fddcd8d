import { describe, expect, test } from '@jest/globals';
import { PRIMARY_GROUP } from '@snoozeq/queue-engine';
import fc from 'fast-check';
import { createReceiptCodec } from './receipts.js';

const codec = createReceiptCodec();
const refs = fc.record({
  group: fc.constant(PRIMARY_GROUP),
  sequence: fc.integer({ min: 1, max: 2 ** 48 - 1 }),
  deliveryCount: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
});

describe('a receipt', () => {
  test('reads back what it was issued for', () => {
    fc.assert(
      fc.property(refs, (ref) =>
        expect(codec.read('queue', PRIMARY_GROUP, codec.issue('queue', ref))).toEqual(ref),
      ),
    );
  });

  test('is unreadable after any change of one character', () => {
    const position = fc.integer({ min: 0, max: 299 });
    const letter = fc.constantFrom(...'ABab01-_');
    fc.assert(
      fc.property(refs, position, letter, (ref, at, character) => {
        const receipt = codec.issue('queue', ref);
        fc.pre(receipt[at] !== character);
        const changed = receipt.slice(0, at) + character + receipt.slice(at + 1);
        expect(codec.read('queue', PRIMARY_GROUP, changed)).toBeUndefined();
      }),
    );
  });

  test('is unreadable for another queue, group or run, and in another spelling', () => {
    fc.assert(
      fc.property(refs, (ref) => {
        const receipt = codec.issue('queue', ref);
        expect(codec.read('other', PRIMARY_GROUP, receipt)).toBeUndefined();
        expect(codec.read('queue', 'other', receipt)).toBeUndefined();
        expect(createReceiptCodec().read('queue', PRIMARY_GROUP, receipt)).toBeUndefined();
        expect(codec.read('queue', PRIMARY_GROUP, `${receipt}=`)).toBeUndefined();
      }),
    );
  });

  test('is never read out of arbitrary text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => expect(codec.read('queue', PRIMARY_GROUP, text)).toBeUndefined()),
    );
  });
});
