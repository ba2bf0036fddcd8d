import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Column } from './column.js';
import { RowHeap } from './row-heap.js';

const key = fc.nat(20);

const operation = fc.oneof(
  fc.record({ kind: fc.constant('push' as const), key }),
  fc.record({ kind: fc.constant('remove' as const), pick: fc.nat() }),
  fc.record({ kind: fc.constant('update' as const), pick: fc.nat(), key }),
);

/** A heap whose rows are ordered by the key at their index, then by the row. */
const aHeap = (keys: number[] = []) => {
  const byKey = (a: number, b: number): number => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b;
  return { heap: new RowHeap(byKey, Column.ofIntegers()), byKey };
};

describe('a heap of rows', () => {
  test('keeps the order of a sorted array through any pushes, removals and updates', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 120 }), fc.nat(10), (operations, limit) => {
        const keys: number[] = [];
        const { heap, byKey } = aHeap(keys);
        const rows: number[] = [];
        for (const [id, op] of operations.entries()) {
          const row = op.kind === 'push' ? id : rows[op.pick % rows.length];
          if (row === undefined) continue;
          if (op.kind !== 'remove') keys[row] = op.key;
          if (op.kind === 'push') {
            heap.push(row);
            rows.push(row);
          } else if (op.kind === 'remove') {
            heap.remove(row);
            rows.splice(rows.indexOf(row), 1);
          } else heap.update(row);
          const sorted = rows.toSorted(byKey);
          expect(heap.peek()).toBe(sorted[0]);
          expect(heap.first(limit)).toEqual(sorted.slice(0, limit));
          expect(heap.size).toBe(sorted.length);
        }
        expect(heap.first(heap.size)).toEqual(rows.toSorted(byKey));
      }),
    );
  });

  test('samples different rows, each as often as the others', () => {
    const { heap } = aHeap();
    for (const row of [0, 1, 2, 3]) heap.push(row);
    const counts = new Map<string, number>();
    for (let first = 0; first < 12; first += 1) {
      for (let second = 0; second < 12; second += 1) {
        const randoms = [(first + 0.5) / 12, (second + 0.5) / 12];
        const pair = heap.sample(2, () => randoms.shift() ?? 0).join();
        counts.set(pair, (counts.get(pair) ?? 0) + 1);
      }
    }
    expect(counts.size).toBe(12);
    expect(new Set(counts.values())).toEqual(new Set([12]));
    expect(new Set(heap.sample(9, () => 0.5))).toEqual(new Set([0, 1, 2, 3]));
  });

  test('refuses a row that is in already, and one that is not', () => {
    const { heap } = aHeap();
    const { heap: other } = aHeap();
    expect(() => heap.remove(1)).toThrow(RangeError);
    heap.push(1);
    expect(() => heap.push(1)).toThrow(RangeError);
    expect(() => other.update(1)).toThrow(RangeError);
    heap.remove(1);
    expect(() => heap.update(1)).toThrow(RangeError);
    expect(heap.peek()).toBeUndefined();
  });

  test.each([100, 10_000])('compares no more than 3 log2 n + 3 times per operation at %i rows', (size) => {
    let compared = 0;
    // 7 919 is prime, so the products modulo the size visit all of 0..size-1 in a scattered order.
    const keyOf = (row: number): number => (row * 7_919) % size;
    const heap = new RowHeap((a, b) => {
      compared += 1;
      return keyOf(a) - keyOf(b);
    }, Column.ofIntegers());
    const rows = Array.from({ length: size }, (_, row) => row);
    const bound = 3 * Math.log2(size) + 3;
    const costOf = (action: () => void): number => {
      compared = 0;
      action();
      return compared;
    };
    expect(Math.max(...rows.map((row) => costOf(() => heap.push(row))))).toBeLessThanOrEqual(bound);
    expect(Math.max(...rows.map((row) => costOf(() => heap.update(row))))).toBeLessThanOrEqual(bound);
    expect(Math.max(...rows.map((row) => costOf(() => heap.remove(row))))).toBeLessThanOrEqual(bound);
    expect(heap.size).toBe(0);
  });
});
