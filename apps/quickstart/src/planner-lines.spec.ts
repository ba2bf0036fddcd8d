import { expect, test } from '@jest/globals';
import { plannerLines } from './planner-lines.js';

test('one plan and one refusal, with their numbers', () => {
  const [plan, refusal] = plannerLines(Date.UTC(2026, 0, 5));
  expect(plan).toBe(
    'in 3d 12h: 7 holds of at most 12h, 8 of 20 deliveries, 0.85 calls in full batches, at most 1100 ms late',
  );
  expect(refusal).toMatch(
    /^in 8d: refused, retention 7d .*latest due time that fits: 2026-01-11T23:59:30\.000Z/,
  );
});
