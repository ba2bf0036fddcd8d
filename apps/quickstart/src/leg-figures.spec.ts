import { describe, expect, test } from '@jest/globals';
import { legFigures, type LegRecords } from './leg-figures.js';
import type { PublishedRecord } from './records.js';
import { aStart } from './spec-support/a-start.js';

const stored = (line: number): PublishedRecord => ({
  line,
  key: `k${line}`,
  id: `id${line}`,
  serviceId: String(line),
});
const start = (line: number, atMs: number) => aStart({ id: `id${line}`, atMs });
const records = (overrides: Partial<LegRecords>): LegRecords => ({
  published: [stored(1), stored(2)],
  starts: [],
  dueAtMs: new Map([
    [1, 100],
    [2, 200],
  ]),
  killed: new Set(),
  ...overrides,
});

describe('legFigures', () => {
  test.each([
    ['nothing started', [], { handled: 0, unique: 0, early: 0, lost: 2 }],
    ['all in time', [start(1, 100), start(2, 203)], { handled: 2, unique: 2, early: 0, lost: 0 }],
    ['one a millisecond early', [start(1, 99), start(2, 200)], { handled: 2, unique: 2, early: 1, lost: 0 }],
    ['a fraction early', [start(1, 99.99)], { handled: 1, unique: 1, early: 1, lost: 1 }],
    ['one twice', [start(1, 100), start(1, 101)], { handled: 2, unique: 1, early: 0, lost: 1 }],
  ])('%s', (_name, starts, expected) => {
    expect(legFigures(records({ starts }))).toMatchObject(expected);
  });

  test('lateness is measured against the input, over all starts', () => {
    const starts = Array.from({ length: 100 }, (_, index) => start(1, 100 + index));
    expect(legFigures(records({ starts })).lateness).toEqual({ p50: 49, p99: 98, max: 99 });
  });

  test('a start whose due time is not known counts as early, not as in time', () => {
    expect(legFigures(records({ starts: [start(9, 100)] })).early).toBe(1);
  });
});
