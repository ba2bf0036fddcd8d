import type { RandomSource } from '@snoozeq/core';
import { seededRandom } from '@snoozeq/core/base';

/**
 * The random numbers of one rule for its n-th call. They depend on nothing else, so neither other rules nor the calls that those
 * match can shift them.
 */
export const drawsOf = (seed: number, rule: string, call: number): RandomSource =>
  seededRandom(hashOf(`${seed}/${rule}/${call}`));

/** FNV-1a, 32 bits. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash;
};
