import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PickSet } from './pick-set.js';

test('holds exactly the members that a set would, each reachable with the same share of the random numbers', () => {
  const change = fc.record({ adds: fc.boolean(), member: fc.nat(6) });
  fc.assert(
    fc.property(fc.array(change, { minLength: 10, maxLength: 80 }), (changes) => {
      const picks = new PickSet<number>();
      const set = new Set<number>();
      for (const { adds, member } of changes) {
        if (adds) picks.add(member);
        else picks.delete(member);
        if (adds) set.add(member);
        else set.delete(member);
        const reached = Array.from({ length: set.size }, (_, i) => picks.pick(() => (i + 0.5) / set.size));
        expect(reached.sort()).toEqual([...set].sort());
        expect(picks.size).toBe(set.size);
      }
    }),
  );
});

test('an empty set gives nothing', () => expect(new PickSet().pick(() => 0)).toBeUndefined());
