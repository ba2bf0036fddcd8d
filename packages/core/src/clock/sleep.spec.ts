import { describe, expect, test } from '@jest/globals';
import { marbles } from '../spec-support/marbles.js';
import { after, sleep } from './sleep.js';
import { VirtualClock } from './virtual-clock.js';

describe('after', () => {
  test.each([
    { name: 'emits once and completes', durationMs: 3, unsubscribe: undefined, expected: '---(t|)' },
    { name: 'of nothing emits at once', durationMs: 0, unsubscribe: undefined, expected: '(t|)' },
    { name: 'unsubscribing cancels', durationMs: 3, unsubscribe: '--!', expected: '-----' },
  ])('$name', ({ durationMs, unsubscribe, expected }) =>
    marbles(({ expectObservable }, clock) =>
      expectObservable(after(clock, durationMs), unsubscribe).toBe(expected, { t: undefined }),
    ),
  );

  test('unsubscribing leaves no timer behind', () => {
    const clock = new VirtualClock();
    after(clock, 5_000).subscribe().unsubscribe();
    expect(clock.nextTimerMs).toBeUndefined();
  });
});

test('sleep resolves when the clock says so', async () => {
  const clock = new VirtualClock(0);
  const seen: number[] = [];
  void sleep(clock, 250).then(() => seen.push(clock.now()));
  await clock.advanceTo(249);
  expect(seen).toEqual([]);
  await clock.advanceTo(1_000);
  expect(seen).toEqual([250]);
});
