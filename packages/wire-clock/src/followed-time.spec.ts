import { beforeEach, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '@snoozeq/core';
import { FollowedTime } from './followed-time.js';
import type { TimeMessage } from './protocol.js';

const SERVICE_MS = 1_000_000;
const NEWS: TimeMessage = { type: 'time', epoch: 2, nowMs: SERVICE_MS, jumpMs: 0, rate: 1 };

let real: VirtualClock;
let time: FollowedTime;
beforeEach(() => {
  real = new VirtualClock(0);
  time = new FollowedTime(real, NEWS);
});
const follow = (news: Partial<TimeMessage>): void => time.follow({ ...NEWS, ...news });
const passedMs = (): number => time.now() - SERVICE_MS;

describe('a follower', () => {
  test('runs at the rate that it is told, from where it is', async () => {
    await real.advanceBy(10);
    follow({ rate: 60 });
    await real.advanceBy(10);
    follow({ rate: 0 });
    await real.advanceBy(10);
    follow({ rate: 2, nowMs: SERVICE_MS + 610 });
    await real.advanceBy(10);
    expect(passedMs()).toBe(10 + 600 + 0 + 20);
  });

  test('jumps as far as it is told, whatever the time that the news names', () => {
    follow({ jumpMs: 500, nowMs: SERVICE_MS + 999_999 });
    expect(passedMs()).toBe(500);
  });

  test('believes the least late of the answers at its start', () => {
    for (const lateMs of [-3, 7, 4]) time.sample({ ...NEWS, nowMs: SERVICE_MS + lateMs });
    expect(passedMs()).toBe(7);
  });
});

describe('where the emulator must be for a timer to be due here', () => {
  test.each<[string, Partial<TimeMessage>[], number]>([
    ['at rate 1: what an answer may have been late', [{}], 0.5],
    ['at rate 60: sixty times that', [{ rate: 60 }], 30],
    ['while it stands still: exactly there', [{ rate: 0 }], 0],
    ['when it is known to be ahead: that far', [{ rate: 0, nowMs: SERVICE_MS + 8 }], 8],
    [
      'and from then on',
      [
        { rate: 0, nowMs: SERVICE_MS + 8 },
        { rate: 0, nowMs: SERVICE_MS + 5 },
      ],
      8,
    ],
  ])('%s', (_name, news, expected) => {
    for (const each of news) follow(each);
    expect(time.atEmulator(SERVICE_MS + 100) - SERVICE_MS - 100).toBe(expected);
  });
});

describe('a process that stood still while time was frozen without it', () => {
  /** It has run on for a second when it hears that time stands still at 8 ms; it is 3 ms behind by its best knowledge. */
  beforeEach(async () => {
    follow({ nowMs: SERVICE_MS + 3 });
    await real.advanceBy(1_008);
    follow({ rate: 0 });
    follow({ rate: 0, nowMs: SERVICE_MS + 8 });
    expect(passedMs()).toBe(1_008);
  });

  test('jumps so much less far, and never back', () => {
    follow({ rate: 0, jumpMs: 100, nowMs: SERVICE_MS + 108 });
    expect(passedMs()).toBe(1_008);
    follow({ rate: 0, jumpMs: 2_000, nowMs: SERVICE_MS + 2_108 });
    expect(passedMs()).toBe(2_105);
  });

  test('stands still until the emulator is ahead again', async () => {
    follow({ rate: 2, nowMs: SERVICE_MS + 8 });
    await real.advanceBy(500);
    expect(passedMs()).toBe(1_008);
    await real.advanceBy(3.5);
    expect(passedMs()).toBe(1_012);
  });

  test('also when it is told of a jump meanwhile', async () => {
    follow({ rate: 2, nowMs: SERVICE_MS + 8 });
    await real.advanceBy(100);
    follow({ rate: 2, jumpMs: 300, nowMs: SERVICE_MS + 508 });
    await real.advanceBy(251.5);
    expect(passedMs()).toBe(1_008);
    await real.advanceBy(1);
    expect(passedMs()).toBe(1_010);
  });
});

describe('without a connection', () => {
  test.each([
    [60, 100],
    [1, 100],
    [0.5, 50],
    [0, 0],
  ])('rate %d goes on as %d ms in 100', async (rate, expected) => {
    follow({ rate });
    time.loseTouch();
    await real.advanceBy(100);
    expect(passedMs()).toBe(expected);
  });
});
