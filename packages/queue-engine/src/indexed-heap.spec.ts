import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HeapNode, IndexedHeap } from './indexed-heap.js';

interface Item {
  key: number;
  readonly id: number;
}

const byKey = (a: Item, b: Item): number => a.key - b.key || a.id - b.id;
const key = fc.nat(20);

const operation = fc.oneof(
  fc.record({ kind: fc.constant('push' as const), key }),
  fc.record({ kind: fc.constant('remove' as const), pick: fc.nat() }),
  fc.record({ kind: fc.constant('update' as const), pick: fc.nat(), key }),
);

describe('an indexed heap', () => {
  test('keeps the order of a sorted array through any pushes, removals and updates', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 120 }), fc.nat(10), (operations, limit) => {
        const heap = new IndexedHeap<Item>(byKey);
        const nodes: HeapNode<Item>[] = [];
        for (const [id, op] of operations.entries()) {
          const node =
            op.kind === 'push' ? new HeapNode<Item>({ key: op.key, id }) : nodes[op.pick % nodes.length];
          if (node === undefined) continue;
          if (op.kind === 'push') {
            heap.push(node);
            nodes.push(node);
          } else if (op.kind === 'remove') {
            heap.remove(node);
            nodes.splice(nodes.indexOf(node), 1);
          } else {
            node.item.key = op.key;
            heap.update(node);
          }
          const sorted = nodes.map(({ item }) => item).sort(byKey);
          expect(heap.peek()).toBe(sorted[0]);
          expect(heap.first(limit)).toEqual(sorted.slice(0, limit));
          expect(heap.size).toBe(sorted.length);
        }
        expect(heap.first(heap.size)).toEqual(nodes.map(({ item }) => item).sort(byKey));
      }),
    );
  });

  test('refuses a node that is in already, and one that is not', () => {
    const heap = new IndexedHeap<number>((a, b) => a - b);
    const other = new IndexedHeap<number>((a, b) => a - b);
    const node = new HeapNode(1);
    expect(() => heap.remove(node)).toThrow(RangeError);
    heap.push(node);
    expect(() => heap.push(node)).toThrow(RangeError);
    expect(() => other.push(node)).toThrow(RangeError);
    expect(() => other.update(node)).toThrow(RangeError);
    heap.remove(node);
    expect(() => heap.update(node)).toThrow(RangeError);
    other.push(node);
    expect(other.peek()).toBe(1);
  });

  test.each([100, 10_000])('compares no more than 3 log2 n + 3 times per operation at %i items', (size) => {
    let compared = 0;
    const heap = new IndexedHeap<number>((a, b) => {
      compared += 1;
      return a - b;
    });
    // 7 919 is prime, so the products modulo the size visit all of 0..size-1 in a scattered order.
    const nodes = Array.from({ length: size }, (_, i) => new HeapNode((i * 7_919) % size));
    const bound = 3 * Math.log2(size) + 3;
    const costOf = (action: () => void): number => {
      compared = 0;
      action();
      return compared;
    };
    expect(Math.max(...nodes.map((node) => costOf(() => heap.push(node))))).toBeLessThanOrEqual(bound);
    expect(Math.max(...nodes.map((node) => costOf(() => heap.update(node))))).toBeLessThanOrEqual(bound);
    expect(Math.max(...nodes.map((node) => costOf(() => heap.remove(node))))).toBeLessThanOrEqual(bound);
    expect(heap.size).toBe(0);
  });
});
