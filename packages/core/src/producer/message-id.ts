import type { RandomSource } from '../contracts/random.js';

const WORDS = 4;
const WORD_BITS = 32;

/** 128 random bits as 32 hexadecimal digits: the identity of a message over send retries and relays. */
export const mintId = (random: RandomSource): string =>
  Array.from({ length: WORDS }, () =>
    Math.floor(random() * 2 ** WORD_BITS)
      .toString(16)
      .padStart(WORD_BITS / 4, '0'),
  ).join('');
