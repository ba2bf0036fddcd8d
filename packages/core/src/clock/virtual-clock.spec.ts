import { describe, expect, test } from '@jest/globals';
import { VirtualClock } from './virtual-clock.js';

describe('VirtualClock', () => {
  test('stands still until it is told to move', async () => {
    const clock = new VirtualClock(1_000);
    expect(clock.now()).toBe(1_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(clock.now()).toBe(1_000);
    await clock.advanceBy(500);
    expect(clock.now()).toBe(1_500);
  });

  test('starts on a Monday', () => expect(new Date(new VirtualClock().now()).getUTCDay()).toBe(1));

  test('a timer sees its own instant, not the end of the jump', async () => {
    const clock = new VirtualClock(0);
    const seen: number[] = [];
    for (const atMs of [30, 10, 20]) clock.schedule(atMs, () => seen.push(clock.now()));
    await clock.advanceTo(100);
    expect(seen).toEqual([10, 20, 30]);
    expect(clock.now()).toBe(100);
  });

  test('a timer of the past fires now, and never inside the call that sets it', async () => {
    const clock = new VirtualClock(50);
    const seen: number[] = [];
    clock.schedule(10, () => seen.push(clock.now()));
    expect(seen).toEqual([]);
    await clock.advanceBy(0);
    expect(seen).toEqual([50]);
  });

  test('never goes back', async () => {
    const clock = new VirtualClock(50);
    await clock.advanceTo(10);
    expect(clock.now()).toBe(50);
  });

  test('a cancelled timer does not fire', async () => {
    const clock = new VirtualClock(0);
    let fired = false;
    const cancel = clock.schedule(5, () => (fired = true));
    cancel();
    await clock.advanceTo(10);
    expect(fired).toBe(false);
    expect(clock.nextTimerMs).toBeUndefined();
  });

  test('timers set on the way fire on the way', async () => {
    const clock = new VirtualClock(0);
    const seen: number[] = [];
    const tick = (): void => {
      seen.push(clock.now());
      if (clock.now() < 40) clock.schedule(clock.now() + 10, tick);
    };
    clock.schedule(10, tick);
    expect(clock.nextTimerMs).toBe(10);
    await clock.advanceTo(35);
    expect(seen).toEqual([10, 20, 30]);
    expect(clock.nextTimerMs).toBe(40);
  });

  test('promises run before the next instant', async () => {
    const clock = new VirtualClock(0);
    const order: string[] = [];
    clock.schedule(1, () => {
      void Promise.resolve()
        .then(() => undefined)
        .then(() => order.push('promise of 1'));
    });
    clock.schedule(2, () => order.push('timer of 2'));
    await clock.advanceTo(2);
    expect(order).toEqual(['promise of 1', 'timer of 2']);
  });
});
