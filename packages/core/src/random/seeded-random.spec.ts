import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { seededRandom } from './seeded-random.js';

const draw = (seed: number, count: number): readonly number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, random);
};

describe('seededRandom', () => {
  test('the same seed replays the same numbers', () => {
    fc.assert(fc.property(fc.integer(), (seed) => expect(draw(seed, 20)).toEqual(draw(seed, 20))));
  });

  test('every number is in [0, 1)', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => draw(seed, 50).every((number) => number >= 0 && number < 1)),
    );
  });

  test('neighbouring seeds give different numbers', () => {
    expect(draw(1, 5)).not.toEqual(draw(2, 5));
  });

  test('numbers fill the range evenly', () => {
    const tenths = new Array<number>(10).fill(0);
    for (const number of draw(7, 10_000)) tenths[Math.floor(number * 10)]! += 1;
    for (const count of tenths) expect(count).toBeGreaterThan(850);
  });
});
