import { describe, expect, test } from '@jest/globals';
import type { DeliveryRef } from './contracts/index.js';
import { Engine } from './engine.js';
import { anEngine } from './spec-model/an-engine.js';

const DAY_MS = 86_400_000;
const START_MS = 100;
const SAMPLES = 200;

/** Scattered leases of 1 to 101 s, so that the heaps are not handed a sorted sequence; different for 100 000 messages. */
const scatteredMs = (i: number): number => 1_000 + ((i * 7_919) % 100_003);

/** Mean comparisons per call of each operation on a queue with `size` visible and `size` in-flight messages. */
const costsAt = (size: number): ReadonlyMap<string, number> => {
  let compared = 0;
  const settings = { retentionMs: DAY_MS, maxDeliveries: 0 };
  const engine = new Engine({ settings, random: () => 0 }, (compare) => (a, b) => {
    compared += 1;
    return compare(a, b);
  });
  const refs: DeliveryRef[] = [];
  const get = (i: number) => engine.get({ limit: 1, visibilityMs: scatteredMs(i) }, START_MS).messages;
  // Put at instants of their own, so that they also expire one by one.
  for (let i = 0; i < 2 * size; i += 1) engine.put([{ content: '' }], i / 1_000);
  for (let i = 0; i < size; i += 1) for (const { ref } of get(i)) refs.push(ref);
  const refAt = (i: number): DeliveryRef =>
    refs[(i * 31) % size] ?? { group: '', sequence: 0, deliveryCount: 0 };

  const costs = new Map<string, number>();
  const measure = (name: string, action: (i: number) => unknown): void => {
    compared = 0;
    for (let i = 0; i < SAMPLES; i += 1) action(i);
    costs.set(name, compared / SAMPLES);
  };
  measure('put', () => engine.put([{ content: '' }], START_MS));
  measure('get', (i) => get(i));
  measure('get in random order', (i) =>
    engine.get({ limit: 1, visibilityMs: scatteredMs(i), order: 'random' }, START_MS),
  );
  measure('peek', () => engine.get({ limit: 1, visibilityMs: 0 }, START_MS));
  measure('update', (i) => engine.update(refAt(i), scatteredMs(i + 1), START_MS));
  measure('release', (i) => engine.update(refAt(i), 0, START_MS));
  measure('early lapse', (i) => engine.lapse(refAt(i + SAMPLES), START_MS));
  measure('delete', (i) => engine.delete(refAt(i), START_MS));
  measure('stats', () => engine.stats(START_MS));
  measure('lapse', () => engine.advance(engine.nextEventAtMs() ?? START_MS));
  engine.advance(DAY_MS - 1);
  measure('expiry', () => engine.advance(engine.nextEventAtMs() ?? START_MS));
  return costs;
};

describe('the cost of an operation', () => {
  const sizes = [1_000, 10_000, 100_000];
  const costs = sizes.map((size) => costsAt(size));
  const names = [...(costs[0]?.keys() ?? [])];

  test.each(names)('%s grows with the logarithm of the number of messages', (name) => {
    const compared = costs.map((each) => each.get(name) ?? NaN);
    for (const [index, size] of sizes.entries()) {
      // The dearest operations take one row out, 2 log2 n comparisons, and put one in.
      expect(compared[index]).toBeLessThanOrEqual(3 * Math.log2(2 * size));
      // Ten times the messages add log2 10 levels to a heap, whatever their number was.
      const growth = (compared[index] ?? NaN) - (compared[index - 1] ?? 0);
      if (index > 0) expect(growth).toBeLessThanOrEqual(3 * Math.log2(10));
    }
  });
});

test('100 000 messages pass through put, get, update, lapse and delete, and leave nothing behind', () => {
  const count = 100_000;
  const engine = anEngine({ retentionMs: DAY_MS });
  const twenty = Array.from({ length: 20 }, (_, i) => ({ content: 'x', channel: `c${i % 5}` }));
  for (let i = 0; i < count; i += 20) engine.put(twenty, i);
  const startMs = count;
  const drain = (): readonly DeliveryRef[] => {
    const refs: DeliveryRef[] = [];
    const twentyMore = () => engine.get({ limit: 20, visibilityMs: 1_000 }, startMs).messages;
    for (let next = twentyMore(); next.length > 0; next = twentyMore())
      refs.push(...next.map(({ ref }) => ref));
    return refs;
  };
  const refs = drain();
  expect(new Set(refs.map(({ sequence }) => sequence)).size).toBe(count);
  for (const [i, ref] of refs.entries()) engine.update(ref, scatteredMs(i), startMs);
  expect(engine.stats(startMs).stats).toMatchObject({ visible: 0, inFlight: count, sizeBytes: count });

  const lapsed = engine.advance(startMs + 102_000);
  expect(lapsed.length).toBe(count);
  const statuses = new Set(refs.map((ref) => engine.delete(ref, startMs).status.kind));
  expect([...statuses]).toEqual(['applied']);
  expect(engine.nextEventAtMs()).toBeUndefined();
  expect(engine.channels(startMs)).toEqual([]);
});
