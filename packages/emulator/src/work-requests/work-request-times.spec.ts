import { expect, test } from '@jest/globals';
import { REALISTIC_TIMES, workRequestTimes } from './work-request-times.js';

test('everything is done at once, but for what has its own times', () => {
  const own = { acceptedMs: 1, inProgressMs: 2 };
  expect(workRequestTimes('instant', { MOVE_QUEUE: own })).toMatchObject({
    MOVE_QUEUE: own,
    CREATE_QUEUE: { acceptedMs: 0, inProgressMs: 0 },
  });
});

test('a create takes a minute and a delete 39 s, as observed (F8.latency)', () => {
  const { CREATE_QUEUE, DELETE_QUEUE } = workRequestTimes('realistic');
  expect([CREATE_QUEUE, DELETE_QUEUE].map((times) => times.acceptedMs + times.inProgressMs)).toEqual([
    59_650, 39_000,
  ]);
  expect(REALISTIC_TIMES.CREATE_QUEUE.confidence).toBe('observed');
});

test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('%f is no time', (acceptedMs) => {
  expect(() => workRequestTimes('instant', { CREATE_QUEUE: { acceptedMs, inProgressMs: 0 } })).toThrow(
    `acceptedMs of CREATE_QUEUE is ${acceptedMs}. Use whole milliseconds, 0 or more.`,
  );
});
