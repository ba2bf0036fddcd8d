import { test } from '@jest/globals';
import fc from 'fast-check';
import { settings, steps } from './spec-model/histories.js';
import { Race } from './spec-model/race.js';

const seeded = (seed: number) => () => {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
};

test('any history agrees with a naive model, can be rebuilt from its changes and restored at any point', () => {
  fc.assert(
    fc.property(settings, fc.nat(), steps, (initial, seed, history) => {
      const race = new Race(initial, seeded(seed));
      for (const { passMs, operation } of history) race.run(passMs, operation);
    }),
    { numRuns: 1_000 },
  );
});
