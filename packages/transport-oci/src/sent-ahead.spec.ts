import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock, type Settled } from '@snoozeq/core';
import { SkippingClock } from '@snoozeq/emulator';
import type { Subscription } from 'rxjs';
import { skippingStage, type SkippingStage } from './test-support/skipping-stage.js';

const MINUTE_MS = 60_000;
/** The later message is due in ten minutes. */
const WAY_MS = 10 * MINUTE_MS;
const TIMEOUT_MS = 20_000;

let stage: SkippingStage;
let consuming: Subscription | undefined;
let starts: { readonly name: string; readonly lateMs: number; readonly deliveryCount: number }[];
let settled: Settled[];

beforeEach(async () => {
  stage = await skippingStage({}, new SkippingClock({ isFrozen: true }));
  [starts, settled] = [[], []];
});
afterEach(async () => {
  consuming?.unsubscribe();
  await stage.close();
});

const consume = (during: (name: string) => Promise<void> | void = () => undefined): void => {
  const consumer = stage.consumer((name, { delivery: { deliveryCount } }) => {
    starts.push({ name, lateMs: stage.clock.now() - stage.laterMs, deliveryCount });
    return during(name);
  });
  consuming = consumer.subscribe((each) => settled.push(each));
};
const until = async (isTrue: () => boolean): Promise<void> => {
  const untilMs = systemClock.now() + TIMEOUT_MS / 2;
  while (!isTrue() && systemClock.now() < untilMs) await new Promise((resolve) => setTimeout(resolve, 2));
  expect(isTrue()).toBe(true);
};
const completed = (): number => settled.filter(({ settlement }) => settlement.kind === 'complete').length;
const ahead = (ms: number): Promise<number> => stage.clock.travel((nowMs) => nowMs + ms);

describe('a consumer that follows a clock in the hands of a test', () => {
  test(
    'has handled what is due when time has been sent there, and nothing before',
    async () => {
      consume();
      await until(() => completed() === 1);
      await ahead(WAY_MS - 1);
      expect(starts).toMatchObject([{ name: 'now' }]);
      expect(await ahead(1)).toBe(1);
      expect(completed()).toBe(2);
      expect(starts.slice(1)).toEqual([{ name: 'later', lateMs: 0, deliveryCount: 2 }]);
    },
    TIMEOUT_MS,
  );

  test(
    'handles it on the way when time is sent further',
    async () => {
      consume();
      await until(() => completed() === 1);
      await ahead(72 * 60 * MINUTE_MS);
      expect(completed()).toBe(2);
      expect(starts[1]).toMatchObject({ name: 'later', lateMs: 0, deliveryCount: 2 });
    },
    TIMEOUT_MS,
  );

  test(
    'keeps its lease while its handler takes long',
    async () => {
      let finish = (): void => undefined;
      consume((name) => (name === 'now' ? new Promise((resolve) => (finish = resolve)) : undefined));
      await until(() => starts.length === 1);
      await ahead(5 * MINUTE_MS);
      finish();
      await until(() => completed() === 1);
      expect(starts).toMatchObject([{ name: 'now', deliveryCount: 1 }]);
      expect(settled.at(-1)?.status.kind).toBe('applied');
    },
    TIMEOUT_MS,
  );

  test(
    'is never early at any rate, and not by much late',
    async () => {
      consume();
      await until(() => completed() === 1);
      for (const rate of [300, 1_200, 60]) {
        await stage.clock.steer({ isFrozen: false, rate });
        await new Promise((resolve) => setTimeout(resolve, 100));
        await stage.clock.steer({ isFrozen: true });
      }
      expect(starts).toHaveLength(1);
      await stage.clock.steer({ isFrozen: false, rate: 600 });
      await until(() => completed() === 2);
      expect(starts[1]?.lateMs).toBeGreaterThanOrEqual(0);
      expect(starts[1]?.lateMs).toBeLessThan(5 * MINUTE_MS);
    },
    TIMEOUT_MS,
  );
});
