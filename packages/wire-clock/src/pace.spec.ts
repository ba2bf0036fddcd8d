import { describe, expect, test } from '@jest/globals';
import { jumped, realInstantOf, timeAt, type Pace } from './pace.js';

const EPOCH_MS = Date.UTC(2026, 0, 5);
const pace = (rate: number): Pace => ({ baseMs: 1_000, baseRealMs: 50, rate });

describe('time', () => {
  test.each([
    ['at rate 1', 1, 60, 1_010],
    ['at rate 60', 60, 60, 1_600],
    ['in slow motion', 0.5, 60, 1_005],
    ['that stands still', 0, 60, 1_000],
    ['before it begins', 60, 40, 1_000],
  ])('%s', (_name, rate, realMs, expected) => {
    expect(timeAt(pace(rate), realMs)).toBe(expected);
  });

  test('after a jump goes on as before', () => {
    expect(timeAt(jumped(pace(2), 500), 60)).toBe(1_520);
  });
});

describe('the real instant at which time comes to', () => {
  test.each([
    ['a later one, at rate 1', 1, 1_010, 60],
    ['a later one, at rate 60', 60, 1_600, 60],
    ['a later one, in slow motion', 0.5, 1_005, 60],
    ['a later one, while it stands still', 0, 1_001, Infinity],
    ['where it began', 1, 1_000, -Infinity],
    ['one before it', 0, 999, -Infinity],
  ])('%s', (_name, rate, atMs, expected) => {
    expect(realInstantOf(pace(rate), atMs)).toBe(expected);
  });

  test.each([0.001, 0.3, 1, 3, 7, 60, 3_600, 10_000])('rate %d: never comes before it', (rate) => {
    const real: Pace = { baseMs: EPOCH_MS + 0.1, baseRealMs: EPOCH_MS + 0.7, rate };
    for (let afterMs = 0.001; afterMs < 1e9; afterMs *= 1.7) {
      const realMs = realInstantOf(real, EPOCH_MS + afterMs);
      expect(timeAt(real, realMs)).toBeGreaterThanOrEqual(EPOCH_MS + afterMs);
    }
  });
});
