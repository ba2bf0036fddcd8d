import { describe, expect, test } from '@jest/globals';
import type { Clock, EpochMs } from '@snoozeq/core';
import { Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { marbleClock } from './marble-clock.js';

const START_MS = Date.UTC(2026, 0, 5);
const marbles = (): TestScheduler =>
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected));

/** Emits a letter when the clock reaches the instant. */
const at = (clock: Clock, atMs: EpochMs): Observable<string> =>
  new Observable((subscriber) =>
    clock.schedule(atMs, () => {
      subscriber.next('t');
      subscriber.complete();
    }),
  );

describe('marbleClock', () => {
  test.each([
    { name: 'a timer fires in its frame', atMs: START_MS + 3, expected: '---(t|)' },
    { name: 'long times are written as marble time', atMs: START_MS + 3_600_000, expected: '60m (t|)' },
    { name: 'a past instant fires in the same frame', atMs: START_MS - 5, expected: '(t|)' },
  ])('$name', ({ atMs, expected }) => {
    const scheduler = marbles();
    scheduler.run(({ expectObservable }) =>
      expectObservable(at(marbleClock(scheduler, START_MS), atMs)).toBe(expected),
    );
  });

  test('a cancelled timer does not fire', () => {
    const scheduler = marbles();
    scheduler.run(({ expectObservable }) =>
      expectObservable(at(marbleClock(scheduler), 5), '--!').toBe('-----'),
    );
  });

  test('a task never runs inside the call that schedules it', () => {
    const scheduler = marbles();
    const order: string[] = [];
    scheduler.run(() => {
      marbleClock(scheduler).schedule(0, () => order.push('task'));
      order.push('scheduled');
    });
    expect(order).toEqual(['scheduled', 'task']);
  });

  test('tells the instant of the frame', () => {
    const scheduler = marbles();
    const clock = marbleClock(scheduler, START_MS);
    const seen: EpochMs[] = [];
    scheduler.run(({ cold }) => {
      cold('a-b|').subscribe(() => seen.push(clock.now()));
    });
    expect(seen).toEqual([START_MS, START_MS + 2]);
  });
});
