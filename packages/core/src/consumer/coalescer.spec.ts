import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { VirtualClock } from '../clock/virtual-clock.js';
import { Coalescer, type CoalescerOptions } from './coalescer.js';

type Options = Partial<CoalescerOptions<string, string>>;

const aCoalescer = (options: Options = {}) => {
  const clock = new VirtualClock(0);
  const batches: { readonly atMs: number; readonly entries: string }[] = [];
  const coalescer = new Coalescer<string, string>({
    maxEntries: 3,
    maxAgeMs: 20,
    clock,
    call: async (entries) => {
      batches.push({ atMs: clock.now(), entries: entries.join('') });
      return entries.map((entry) => entry.toUpperCase());
    },
    ...options,
  });
  return { coalescer, clock, batches };
};

/** Entries that come at an instant, and what leaves when. */
interface Case {
  readonly name: string;
  readonly arrivals: readonly (readonly [atMs: number, entry: string])[];
  readonly leaves: readonly (readonly [atMs: number, entries: string])[];
  readonly options?: Options;
}

const bytes: Options = { maxBytes: 10, bytesOf: (entry) => Number(entry) };

const cases: readonly Case[] = [
  { name: 'nothing comes, nothing leaves', arrivals: [], leaves: [] },
  { name: 'a lone entry leaves at its age', arrivals: [[0, 'a']], leaves: [[20, 'a']] },
  {
    name: 'a batch leaves when its oldest entry is of age',
    arrivals: [
      [5, 'a'],
      [24, 'b'],
    ],
    leaves: [[25, 'ab']],
  },
  {
    name: 'a full batch leaves at once',
    arrivals: [
      [0, 'a'],
      [1, 'b'],
      [2, 'c'],
    ],
    leaves: [[2, 'abc']],
  },
  {
    name: 'the age counts anew after a full batch',
    arrivals: [
      [0, 'a'],
      [1, 'b'],
      [2, 'c'],
      [15, 'd'],
    ],
    leaves: [
      [2, 'abc'],
      [35, 'd'],
    ],
  },
  {
    name: 'what comes later makes a new batch',
    arrivals: [
      [0, 'a'],
      [21, 'b'],
    ],
    leaves: [
      [20, 'a'],
      [41, 'b'],
    ],
  },
  {
    name: 'bytes: exactly the limit travels together',
    arrivals: [
      [0, '4'],
      [0, '6'],
    ],
    leaves: [[20, '46']],
    options: bytes,
  },
  {
    name: 'bytes: what does not fit any more sends the others ahead',
    arrivals: [
      [0, '4'],
      [1, '7'],
    ],
    leaves: [
      [1, '4'],
      [21, '7'],
    ],
    options: bytes,
  },
  {
    name: 'bytes: an entry above the limit travels alone',
    arrivals: [
      [0, '1'],
      [0, '11'],
      [0, '2'],
    ],
    leaves: [
      [0, '1'],
      [0, '11'],
      [20, '2'],
    ],
    options: bytes,
  },
];

describe('Coalescer', () => {
  test.each(cases)('$name', async ({ arrivals, leaves, options }) => {
    const { coalescer, clock, batches } = aCoalescer(options);
    for (const [atMs, entry] of arrivals) {
      await clock.advanceTo(atMs);
      void coalescer.add(entry);
    }
    await clock.advanceBy(1_000);
    expect(batches).toEqual(leaves.map(([atMs, entries]) => ({ atMs, entries })));
  });

  test('flush sends what has gathered, now and once', async () => {
    const { coalescer, clock, batches } = aCoalescer();
    void coalescer.add('a');
    coalescer.flush();
    coalescer.flush();
    await clock.advanceBy(1_000);
    expect(batches).toEqual([{ atMs: 0, entries: 'a' }]);
    expect(clock.nextTimerMs).toBeUndefined();
  });

  test('each entry gets its own result, in any number of batches', async () => {
    const { coalescer, clock } = aCoalescer();
    const results = Promise.all([...'abcdefg'].map((entry) => coalescer.add(entry)));
    await clock.advanceBy(20);
    expect(await results).toEqual([...'ABCDEFG']);
  });

  test('a call that fails as a whole rejects every entry of its batch, and no other', async () => {
    let calls = 0;
    const { coalescer, clock } = aCoalescer({
      maxEntries: 2,
      call: async (entries) => {
        calls += 1;
        if (calls === 1) throw new Error('refused');
        return entries;
      },
    });
    const results = Promise.allSettled(['a', 'b', 'c'].map((entry) => coalescer.add(entry)));
    await clock.advanceBy(20);
    expect(await results).toEqual([
      { status: 'rejected', reason: new Error('refused') },
      { status: 'rejected', reason: new Error('refused') },
      { status: 'fulfilled', value: 'c' },
    ]);
  });

  test('an answer with too few results rejects the entries without one', async () => {
    const { coalescer } = aCoalescer({ maxEntries: 2, call: async (entries) => entries.slice(0, 1) });
    const [first, second] = [coalescer.add('a'), coalescer.add('b')];
    await expect(first).resolves.toBe('a');
    await expect(second).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('no limit is ever exceeded, and nothing is lost, doubled or reordered', async () => {
    const step = fc.record({
      waitMs: fc.integer({ min: 0, max: 30 }),
      size: fc.integer({ min: 0, max: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const seen: number[] = [];
        const clock = new VirtualClock(0);
        const coalescer = new Coalescer<{ index: number; size: number; atMs: number }, number>({
          maxEntries: 4,
          maxBytes: 20,
          maxAgeMs: 20,
          clock,
          bytesOf: ({ size }) => size,
          call: async (entries) => {
            expect(entries.length).toBeLessThanOrEqual(4);
            expect(entries.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(20);
            expect(clock.now() - entries[0]!.atMs).toBeLessThanOrEqual(20);
            seen.push(...entries.map(({ index }) => index));
            return entries.map(({ index }) => index);
          },
        });
        const results: Promise<number>[] = [];
        for (const [index, { waitMs, size }] of steps.entries()) {
          await clock.advanceBy(waitMs);
          results.push(coalescer.add({ index, size, atMs: clock.now() }));
        }
        await clock.advanceBy(20);
        const indices = steps.map((_, index) => index);
        expect(seen).toEqual(indices);
        expect(await Promise.all(results)).toEqual(indices);
      }),
      { numRuns: 50 },
    );
  });
});
