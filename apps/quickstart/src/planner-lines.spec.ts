import { expect, test } from '@jest/globals';
import { plannerLines } from './planner-lines.js';

test('one plan and one refusal, with their numbers', () => {
  const [plan, refusal] = plannerLines('hold', Date.UTC(2026, 0, 5));
  expect(plan).toBe(
    'in 3d 12h: hold, holds 7, deliveries 8, 0.85 calls in full batches, at most 1s 100ms late',
  );
  expect(refusal).toMatch(
    /^in 8d: refused, retention 7d .*latest due time that fits: 2026-01-11T23:59:30\.000Z/,
  );
});

test.each([
  ['keeper', /^in 3d 12h: keeper, holds 1, deliveries 2, 0\.\d\d calls/, /^in 8d: refused/],
  ['lane', /^in 3d 12h: lane, holds 1, deliveries 2, 0\.25 calls/, /^in 8d: refused/],
  ['relay', /^in 3d 12h: relay, holds 7, deliveries 8/, /^in 8d: relay, .*relays 1/],
  ['auto', /^in 3d 12h: lane/, /^in 8d: relay, holds \d, relays 1/],
] as const)('%s: what it makes of both', (strategy, near, far) => {
  const [plan, beyond] = plannerLines(strategy, Date.UTC(2026, 0, 5));
  expect(plan).toMatch(near);
  expect(beyond).toMatch(far);
});
