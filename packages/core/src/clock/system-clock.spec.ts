import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { systemClock } from './system-clock.js';

const DAY_MS = 86_400_000;

describe('systemClock', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test.each([
    { name: 'in a second', delayMs: 1_000 },
    { name: 'in a fraction of a millisecond', delayMs: 0.25 },
    { name: 'beyond the longest timer of Node.js', delayMs: 30 * DAY_MS },
    { name: 'beyond three of them', delayMs: 80 * DAY_MS },
  ])('a timer $name runs once, and not before', ({ delayMs }) => {
    const seen: number[] = [];
    const atMs = systemClock.now() + delayMs;
    systemClock.schedule(atMs, () => seen.push(systemClock.now()));
    jest.advanceTimersByTime(Math.ceil(delayMs) - 1);
    expect(seen).toEqual([]);
    jest.advanceTimersByTime(2);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toBeGreaterThanOrEqual(atMs);
    jest.advanceTimersByTime(DAY_MS);
    expect(seen).toHaveLength(1);
  });

  test('a timer of the past runs soon, and not inside the call', () => {
    const task = jest.fn();
    systemClock.schedule(systemClock.now() - 5_000, task);
    expect(task).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(task).toHaveBeenCalledTimes(1);
  });

  test.each([1_000, 80 * DAY_MS])('a timer of %i ms can be cancelled half-way', (delayMs) => {
    const task = jest.fn();
    const cancel = systemClock.schedule(systemClock.now() + delayMs, task);
    jest.advanceTimersByTime(delayMs / 2);
    cancel();
    jest.advanceTimersByTime(delayMs);
    expect(task).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });

  test.each([-DAY_MS, DAY_MS])('a step of the wall clock by %i ms changes nothing', (stepMs) => {
    const task = jest.fn();
    const before = systemClock.now();
    systemClock.schedule(before + 1_000, task);
    jest.setSystemTime(before + stepMs);
    expect(systemClock.now()).toBe(before);
    jest.advanceTimersByTime(999);
    expect(task).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(task).toHaveBeenCalledTimes(1);
  });
});

test('starts from the wall clock', () => {
  const wallMs = new Date(performance.timeOrigin).getTime();
  expect(systemClock.now()).toBeGreaterThanOrEqual(wallMs);
  expect(systemClock.now()).toBeLessThan(wallMs + 600_000);
});
