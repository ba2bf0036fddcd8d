import { describe, expect, test } from '@jest/globals';
import { VirtualClock } from '@snoozeq/core';
import { resumedAtMs, type ClockState } from './clock-state.js';
import { SkippingClock, type SkippingClockOptions } from './emulator-clock.js';

const HOUR_MS = 3_600_000;
const SAVED: ClockState = { nowMs: 1_000, realMs: 50_000, rate: 1, isFrozen: false, isSkipping: false };

describe('where a clock goes on after an hour', () => {
  test.each<[string, Partial<ClockState>, number, number]>([
    ['a running one: an hour on', {}, HOUR_MS, HOUR_MS],
    ['a frozen one: where it was', { isFrozen: true }, HOUR_MS, 0],
    ['a frozen one with a rate for later: where it was', { isFrozen: true, rate: 60 }, HOUR_MS, 0],
    ['a fast one: as far as it may have come', { rate: 60 }, HOUR_MS, 60 * HOUR_MS],
    ['a slow one: as far as it would have come', { rate: 0.5 }, HOUR_MS, HOUR_MS / 2],
    ['on a host whose clock was set back: where it was', {}, -HOUR_MS, 0],
  ])('%s', (_name, state, realMs, expected) => {
    const saved = { ...SAVED, ...state };
    expect(resumedAtMs(saved, saved.realMs + realMs)).toBe(saved.nowMs + expected);
  });
});

describe('a restored clock', () => {
  const restored = (state: Partial<ClockState>, options: SkippingClockOptions = {}): SkippingClock =>
    new SkippingClock({ realClock: new VirtualClock(50_000), restored: { ...SAVED, ...state }, ...options });

  test.each<[string, Partial<ClockState>]>([
    ['frozen', { isFrozen: true }],
    ['fast and skipping', { rate: 60, isSkipping: true }],
  ])('goes on as it was: %s', (_name, state) => {
    expect(restored(state).state).toEqual({ ...SAVED, ...state });
  });

  test('may be given another course, and a later start, but never an earlier one', () => {
    expect(restored({ isFrozen: true }, { isFrozen: false, isSkipping: true }).state).toEqual({
      ...SAVED,
      isSkipping: true,
    });
    expect(restored({}, { startMs: 2_000 }).now()).toBe(2_000);
    expect(restored({}, { startMs: 500 }).now()).toBe(1_000);
  });
});

describe('what there is to keep', () => {
  test('is told after every move, before anything is done at the new time, and after every switch', async () => {
    const real = new VirtualClock(50_000);
    const told: unknown[] = [];
    const clock = new SkippingClock({
      startMs: 1_000,
      realClock: real,
      onChange: (state) => told.push(state),
    });
    clock.onMoved(() => told.push('moved'));
    await clock.travel((nowMs) => nowMs + 500);
    expect(told.splice(0)).toEqual([{ ...SAVED, nowMs: 1_500 }, 'moved']);
    await clock.steer({ isFrozen: true });
    expect(told.splice(0)).toEqual([{ ...SAVED, nowMs: 1_500, isFrozen: true }, 'moved']);
    await clock.steer({ rate: 2 });
    clock.isSkipping = true;
    expect(told).toEqual([
      { ...SAVED, nowMs: 1_500, isFrozen: true, rate: 2 },
      { ...SAVED, nowMs: 1_500, isFrozen: true, rate: 2, isSkipping: true },
    ]);
    expect(JSON.parse(JSON.stringify(told[0]))).toEqual(told[0]);
    clock.close();
  });

  test('is enough that no later clock is behind what was seen, however it ends', async () => {
    const real = new VirtualClock(50_000);
    let kept: ClockState | undefined;
    let seenMs = 0;
    for (const rate of [1, 60, 0.5, 1_000]) {
      const clock = new SkippingClock({
        realClock: real,
        restored: kept,
        onChange: (state) => (kept = state),
      });
      expect(clock.now()).toBeGreaterThanOrEqual(seenMs);
      await clock.steer({ rate });
      await clock.travel((nowMs) => nowMs + HOUR_MS);
      await real.advanceBy(12_345);
      seenMs = clock.now();
      clock.close();
      await real.advanceBy(10);
    }
  });
});
