import { expect, test } from '@jest/globals';
import { seededRandom, VirtualClock } from '@snoozeq/core';
import * as fc from 'fast-check';
import { WiredFollower } from '../spec-support/wired-follower.js';
import { SkippingClock } from './emulator-clock.js';

type Command = (clock: SkippingClock) => Promise<unknown> | void;

const HOUR_MS = 3_600_000;
/** Instants have parts of a millisecond, but not many digits for them. */
const ROUNDING_MS = 0.01;

const aCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.constant<Command>((clock) => clock.steer({ isFrozen: true })),
  fc.constant<Command>((clock) => clock.steer({ isFrozen: false })),
  fc.constantFrom(0.001, 0.5, 1, 3, 60, 1_000).map<Command>((rate) => (clock) => clock.steer({ rate })),
  fc.constantFrom(0, 1, 999, HOUR_MS).map<Command>((ms) => (clock) => clock.travel((nowMs) => nowMs + ms)),
  fc.constant<Command>((clock) => clock.travel(() => undefined)),
  fc.boolean().map<Command>((enabled) => (clock) => void (clock.isSkipping = enabled)),
);
const aCourse = fc.array(fc.record({ command: aCommand, thenMs: fc.integer({ min: 0, max: 60 }) }), {
  minLength: 1,
  maxLength: 12,
});

test('whatever is done to time, nobody sees it go back, and nobody who follows it counts more of it than has passed', async () => {
  await fc.assert(
    fc.asyncProperty(aCourse, fc.integer({ min: 1, max: 1e6 }), async (course, seed) => {
      const [real, random] = [new VirtualClock(), seededRandom(seed)];
      const clock = new SkippingClock({ realClock: real });
      const followers = ['a', 'b'].map((name) => new WiredFollower(clock, real, random, name));
      const watches = [
        () => clock.now(),
        () => clock.queueTime.now(),
        ...followers.map((one) => () => one.now()),
      ];
      const seenMs = watches.map(() => -Infinity);
      const check = (): void => {
        const nowMs = watches.map((watch) => watch());
        if (nowMs.some((each, index) => each < (seenMs[index] ?? 0))) expect(nowMs).toEqual(seenMs);
        seenMs.splice(0, seenMs.length, ...nowMs);
        for (const follower of followers) {
          const most = Math.max(follower.now(), follower.judgedMs());
          if (most > clock.now() + ROUNDING_MS) expect(most).toBeLessThanOrEqual(clock.now());
          if (random() < 0.3) follower.reply();
        }
      };
      const pass = async (durationMs: number): Promise<void> => {
        for (let leftMs = durationMs; leftMs > 0; leftMs -= 1) {
          await real.advanceBy(1);
          check();
        }
      };
      await pass(50);
      for (const { command, thenMs } of course) {
        void command(clock);
        await pass(thenMs);
      }
      await pass(100);
      clock.close();
    }),
    { numRuns: 200 },
  );
}, 30_000);

test('whatever is done to time, each timer runs once, at its instant or later, and before every later one', async () => {
  const someTimers = fc.array(fc.integer({ min: -100, max: 2 * HOUR_MS }), { maxLength: 8 });
  const aTimedCourse = fc.array(fc.record({ command: aCommand, thenMs: fc.nat(60), timers: someTimers }), {
    minLength: 1,
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(aTimedCourse, async (course) => {
      const real = new VirtualClock();
      const clock = new SkippingClock({ realClock: real });
      const pending = new Set<{ readonly atMs: number }>();
      const schedule = (afterMs: number): void => {
        const timer = { atMs: Math.floor(clock.now()) + afterMs };
        pending.add(timer);
        clock.queueTime.schedule(timer.atMs, () => {
          expect(pending.delete(timer)).toBe(true);
          expect(clock.queueTime.now()).toBeGreaterThanOrEqual(timer.atMs);
          expect([...pending].filter(({ atMs }) => atMs < timer.atMs)).toEqual([]);
        });
      };
      for (const { command, thenMs, timers } of course) {
        timers.forEach(schedule);
        void command(clock);
        await real.advanceBy(thenMs);
      }
      await clock.travel((nowMs) => nowMs + 2 * HOUR_MS);
      expect(pending.size).toBe(0);
      clock.close();
    }),
    { numRuns: 200 },
  );
});
