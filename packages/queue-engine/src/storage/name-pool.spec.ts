import { expect, test } from '@jest/globals';
import { NamePool } from './name-pool.js';

test('gives back what it was given, as long as anybody uses it and after', () => {
  const pool = new NamePool();
  for (const name of ['a', 'b', 'a']) expect(pool.take(name)).toBe(name);
  for (const name of ['a', 'a', 'b', 'b']) pool.giveBack(name);
  expect(pool.take('a')).toBe('a');
});
