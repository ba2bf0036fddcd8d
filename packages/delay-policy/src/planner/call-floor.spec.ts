import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { callFloor } from './call-floor.js';
import { DAY, HOUR, NOW, SECOND } from '../spec-support/policy-input.js';
import { priceOf } from './price.js';

const SETTINGS = { maxHideMs: 12 * HOUR };
const times = (count: number, dueAtMs: number): number[] => Array.from({ length: count }, () => dueAtMs);

describe('callFloor', () => {
  test.each([
    ['nothing', [], [0, 0, 0, 0]],
    ['one message, due at once', [NOW], [1, 1, 0, 1]],
    ['one message in an hour', [NOW + HOUR], [1, 2, 1, 1]],
    ['a full batch for one instant', times(20, NOW + HOUR), [1, 2, 1, 1]],
    ['one more', times(21, NOW + HOUR), [2, 4, 2, 2]],
    ['a full batch for 20 instants', times(20, NOW).map((at, i) => at + (i + 1) * SECOND), [1, 21, 1, 20]],
    ['a full batch for a week', times(20, NOW + 7 * DAY), [1, 15, 14, 1]],
    ['overdue messages end in one batch', [NOW - DAY, NOW - HOUR, NOW], [1, 1, 0, 1]],
  ])('%s', (_what, dueAtsMs, [put, get, update, deletes]) => {
    expect(callFloor(dueAtsMs, NOW, SETTINGS)).toMatchObject({ put, get, update, delete: deletes });
  });

  test('adds up', () => {
    expect(callFloor(times(20, NOW + HOUR), NOW, SETTINGS)).toMatchObject({ total: 5, perMessage: 0.25 });
    expect(callFloor([], NOW, SETTINGS)).toMatchObject({ total: 0, perMessage: 0 });
  });

  const week = fileURLToPath(new URL('../../../../../shared/data/caltrain-week.ndjson', import.meta.url));
  (existsSync(week) ? test : test.skip)('a week of real departures (skipped without its data file)', () => {
    const lines = readFileSync(week, 'utf8').trim().split('\n');
    const dueAtsMs = lines.map((line) => NOW + JSON.parse(line).offsetSeconds * SECOND);
    const floor = callFloor(dueAtsMs, NOW, SETTINGS);
    expect(floor).toMatchObject({ put: 521, update: 3_464, delete: 5_840, total: 19_129 });
    expect(floor.perMessage).toBeCloseTo(1.84, 2);
  });
});

test.each([
  [0, 0.4, 0],
  [1_000_000, 0.4, 0.4],
  [19_129, 0.4, 0.0076516],
])('%d calls at %d a million cost %d', (calls, rate, price) =>
  expect(priceOf(calls, rate)).toBeCloseTo(price, 10),
);
