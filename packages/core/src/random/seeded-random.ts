import type { RandomSource } from '../contracts/random.js';

/** A random source that a seed replays (mulberry32). Not for secrets. `seed`: any integer; its low 32 bits count. */
export const seededRandom = (seed: number): RandomSource => {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
