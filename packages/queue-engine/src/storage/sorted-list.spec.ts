import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SortedList } from './sorted-list.js';

const change = fc.record({ kind: fc.constantFrom('add', 'delete', 'take'), item: fc.nat(9) });

test('holds what a set would, in order', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const list = new SortedList<number>((a, b) => a - b);
      const set = new Set<number>();
      for (const { kind, item } of changes) {
        if (kind === 'add') {
          list.add(item);
          set.add(item);
        } else if (kind === 'delete') {
          list.delete(item);
          set.delete(item);
        } else {
          const first = list.takeFirst();
          expect(first).toBe(set.size === 0 ? undefined : Math.min(...set));
          if (first !== undefined) set.delete(first);
        }
        const items = Array.from({ length: list.size }, (_, index) => list.at(index));
        expect(items).toEqual([...set].sort((a, b) => a - b));
      }
    }),
  );
});
