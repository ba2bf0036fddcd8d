import { describe, expect, test } from '@jest/globals';
import { cryptoRandom } from '../random/crypto-random.js';
import { seededRandom } from '../random/seeded-random.js';
import { mintId } from './message-id.js';

describe('mintId', () => {
  test.each([
    { name: 'the least', random: () => 0, id: '0'.repeat(32) },
    { name: 'the greatest', random: () => 1 - Number.EPSILON / 2, id: 'f'.repeat(32) },
  ])('$name random number gives 32 digits', ({ random, id }) => expect(mintId(random)).toBe(id));

  test('a seed replays it', () => expect(mintId(seededRandom(7))).toBe(mintId(seededRandom(7))));

  test.each([
    ['seeded', seededRandom(7)],
    ['of production', cryptoRandom],
  ])('10 000 are distinct: %s', (_name, random) => {
    const ids = Array.from({ length: 10_000 }, () => mintId(random));
    expect(new Set(ids).size).toBe(10_000);
    expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
  });
});
