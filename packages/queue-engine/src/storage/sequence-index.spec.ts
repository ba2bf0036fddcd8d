import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SequenceIndex } from './sequence-index.js';

// Neighbours, strangers, and what a hash of 32 bits cannot tell apart.
const sequence = fc.oneof(fc.nat(40), fc.nat(), fc.constantFrom(2 ** 32 + 1, 2 ** 33 + 1, 2 ** 52 + 1));

test('finds what a map would, through any additions and deletions', () => {
  fc.assert(
    fc.property(fc.array(sequence, { maxLength: 200 }), (sequences) => {
      const rows: number[] = [];
      const index = new SequenceIndex((row) => rows[row] ?? NaN);
      const map = new Map<number, number>();
      // A sequence that comes a second time is deleted.
      for (const each of sequences) {
        if (map.delete(each)) index.delete(each);
        else {
          map.set(each, rows.length);
          rows.push(each);
          index.add(rows.length - 1);
        }
        for (const known of sequences) expect(index.find(known)).toBe(map.get(known));
      }
    }),
  );
});

test('refuses to delete what is not there', () =>
  expect(() => new SequenceIndex(() => 0).delete(7)).toThrow('Sequence 7'));

test('a search looks at a few rows, whatever the order and number of sequences', () => {
  let looked = 0;
  const count = 100_000;
  const index = new SequenceIndex((row) => {
    looked += 1;
    return row + 1;
  });
  for (let row = 0; row < count; row += 1) index.add(row);
  // The oldest half goes, every tenth of it stays behind.
  looked = 0;
  for (let row = 0; row < count / 2; row += 1) if (row % 10 > 0) index.delete(row + 1);
  for (let row = count / 2; row < count; row += 1) expect(index.find(row + 1)).toBe(row);
  expect(looked / count).toBeLessThan(4);
});
