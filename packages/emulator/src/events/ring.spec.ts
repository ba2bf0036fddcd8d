import { expect, test } from '@jest/globals';
import { Ring } from './ring.js';

test.each([
  [0, []],
  [2, [2, 1]],
  [3, [3, 2, 1]],
  [4, [4, 3, 2]],
  [8, [8, 7, 6]],
])('after %i items a ring of three holds %j', (count, expected) => {
  const ring = new Ring<number>(3);
  for (let item = 1; item <= count; item++) ring.add(item);
  expect([...ring.newestFirst()]).toEqual(expected);
});
