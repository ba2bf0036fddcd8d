import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inBatches } from './batches.js';

const cut = (sizes: readonly number[]) => inBatches(sizes, (size) => size, { maxEntries: 3, maxBytes: 10 });

describe('inBatches', () => {
  test.each<[string, number[], number[][]]>([
    ['nothing', [], []],
    ['one', [4], [[4]]],
    ['a full batch', [1, 1, 1], [[1, 1, 1]]],
    ['one entry too many', [1, 1, 1, 1], [[1, 1, 1], [1]]],
    ['exactly the bytes', [4, 6], [[4, 6]]],
    ['a byte too many', [4, 7], [[4], [7]]],
    ['an item above the limit travels alone', [1, 11, 1], [[1], [11], [1]]],
    ['items without size', [0, 0, 0, 0], [[0, 0, 0], [0]]],
  ])('%s', (_name, sizes, batches) => expect(cut(sizes)).toEqual(batches));

  test('keeps every item in order, within both limits, and no batch could have taken the next item', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12)), (sizes) => {
        const batches = cut(sizes);
        const bytes = (batch: readonly number[]): number => batch.reduce((sum, size) => sum + size, 0);
        expect(batches.flat()).toEqual(sizes);
        batches.forEach((batch, index) => {
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length === 1 || bytes(batch) <= 10).toBe(true);
          const next = batches[index + 1]?.[0];
          if (next !== undefined) expect(batch.length === 3 || bytes(batch) + next > 10).toBe(true);
        });
      }),
    );
  });
});
