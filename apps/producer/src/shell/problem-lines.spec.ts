import { expect, test } from '@jest/globals';
import { problemLines } from './problem-lines.js';

test.each([
  [0, 0],
  [20, 20],
  [21, 21],
  [500, 21],
])('%i problems take %i lines, in the order of the input', (count, shown) => {
  const problems = Array.from({ length: count }, (_, index) => ({ line: count - index, reason: 'r' }));
  const lines = problemLines(problems);
  expect(lines).toHaveLength(shown);
  if (count > 0) expect(lines[0]).toBe('line 1: r');
  if (count > 20) expect(lines.at(-1)).toBe(`and ${count - 20} more`);
});
