import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as keys from './keys.js';

const queue = fc.integer({ min: 1, max: 2 ** 32 - 1 });
const sequence = fc.integer({ min: 1, max: 2 ** 48 - 1 });
const group = fc.integer({ min: 1, max: 2 ** 16 - 1 });

const isIn = (key: Buffer, { from, to }: keys.KeyRange): boolean =>
  from.compare(key) <= 0 && key.compare(to) < 0;

test('keys are in the order of their numbers, and give them back', () => {
  fc.assert(
    fc.property(queue, sequence, sequence, group, (q, a, b, g) => {
      const [first, second] = [keys.copyKey(q, a, g), keys.copyKey(q, b, g)];
      expect(Math.sign(first.compare(second))).toBe(Math.sign(a - b));
      expect(keys.sequenceOfKey(first)).toBe(a);
      expect(keys.groupOfCopyKey(first)).toBe(g);
      expect(keys.sequenceOfKey(keys.messageKey(q, a))).toBe(a);
      expect(keys.groupOfGroupKey(keys.groupKey(q, g))).toBe(g);
    }),
  );
});

test('a range holds the rows of its queue and of no other', () => {
  fc.assert(
    fc.property(queue, queue, sequence, group, (q, other, s, g) => {
      const isSame = q === other;
      expect(isIn(keys.messageKey(q, s), keys.messageRange(other))).toBe(isSame);
      expect(isIn(keys.copyKey(q, s, g), keys.copyRange(other))).toBe(isSame);
      expect(isIn(keys.groupKey(q, g), keys.groupRange(other))).toBe(isSame);
    }),
  );
});

test('a restore replaces all rows but those of the store itself', () => {
  const replaced = [
    keys.resourceKey('queue', 'ocid1'),
    keys.queueNumberKey('ocid1'),
    keys.groupKey(2 ** 32 - 1, 2 ** 16 - 1),
    keys.sequenceKey(1),
    keys.messageKey(1, 1),
    keys.copyKey(2 ** 32 - 1, 2 ** 48 - 1, 2 ** 16 - 1),
  ];
  for (const key of replaced) expect(isIn(key, keys.contentRange)).toBe(true);
  expect(isIn(keys.storeKey('receiptSecret'), keys.contentRange)).toBe(false);
});

test('a kind of resource is not the beginning of another', () => {
  expect(isIn(keys.resourceKey('queue', 'a'), keys.resourceRange('queue'))).toBe(true);
  expect(isIn(keys.resourceKey('queueGroup', 'a'), keys.resourceRange('queue'))).toBe(false);
  expect(keys.textOfKey(keys.queueNumberKey('ocid1.queue'))).toBe('ocid1.queue');
});
