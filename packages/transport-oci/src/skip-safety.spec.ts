import { describe, expect, test } from '@jest/globals';
import { systemClock } from '@snoozeq/core';
import { filter, lastValueFrom, map, take, timeout, toArray } from 'rxjs';
import { skippingStage, type Interval, type SkippingStage } from './test-support/skipping-stage.js';
import type { Interference, PassingCall } from './test-support/wire-proxy.js';

const HANDLER_MS = 3_000;
const DELAY_MS = 1_000;
/** How much later than asked for a busy machine may take a step. */
const SLACK_MS = 3_000;
const PATIENCE_MS = 10_000;
const TIMEOUT_MS = 20_000;

const passReal = (durationMs: number): Promise<void> =>
  new Promise((resolve) => systemClock.schedule(systemClock.now() + durationMs, resolve));

/** Queue time went on as real time did, and no faster. */
const expectRateOne = ({ realMs, queueMs, jumps }: Interval, durationMs: number): void => {
  expect(jumps).toBe(0);
  expect(realMs).toBeGreaterThanOrEqual(durationMs);
  expect(Math.abs(queueMs - realMs)).toBeLessThan(1);
};

interface Start {
  readonly name: string;
  readonly atMs: number;
  readonly deliveryCount: number;
}

/** Consumes until both messages are settled for good; `during` is what the handler does. */
const consumeBoth = async (
  stage: SkippingStage,
  during: (name: string) => Promise<void> | void,
): Promise<readonly Start[]> => {
  const starts: Start[] = [];
  const settled$ = stage
    .consumer((name, { delivery: { deliveryCount } }) => {
      starts.push({ name, atMs: stage.clock.now(), deliveryCount });
      return during(name);
    })
    .pipe(
      filter(({ settlement }) => settlement.kind === 'complete'),
      map(({ status }) => status.kind),
      take(2),
      toArray(),
      // Inside the limit of the test, so that a failure still closes what it has opened.
      timeout(PATIENCE_MS),
    );
  expect(await lastValueFrom(settled$)).toEqual(['applied', 'applied']);
  return starts;
};

/** Each was handled once; the later one, after one hold, at its due time. */
const expectBothInTime = (stage: SkippingStage, starts: readonly Start[]): void => {
  expect(starts.map(({ name, deliveryCount }) => [name, deliveryCount])).toEqual([
    ['now', 1],
    ['later', 2],
  ]);
  const latenessMs = (starts[1]?.atMs ?? 0) - stage.laterMs;
  expect(latenessMs).toBeGreaterThanOrEqual(0);
  expect(latenessMs).toBeLessThan(SLACK_MS);
};

/** Holds up the first call that matches, and measures what queue time does meanwhile. */
const aDelay = (matches: (call: PassingCall) => boolean) => {
  const intervals: Interval[] = [];
  let stage: SkippingStage | undefined;
  let isOver = false;
  return {
    intervals,
    watch: (watched: SkippingStage) => (stage = watched),
    pass: async (call: PassingCall): Promise<void> => {
      if (isOver || !matches(call)) return;
      isOver = true;
      const elapsed = stage?.measure();
      await passReal(DELAY_MS);
      if (elapsed) intervals.push(elapsed());
    },
  };
};

describe('a clock that skips never does so', () => {
  test.concurrent(
    'while a handler takes 3 s, and skips 10 minutes right after it',
    async () => {
      const stage = await skippingStage();
      try {
        const intervals: Interval[] = [];
        const elapsed = stage.measure();
        const starts = await consumeBoth(stage, async (name) => {
          if (name !== 'now') return;
          const handling = stage.measure();
          await passReal(HANDLER_MS);
          intervals.push(handling());
        });
        expect(intervals).toHaveLength(1);
        for (const interval of intervals) expectRateOne(interval, HANDLER_MS);
        expectBothInTime(stage, starts);
        const { realMs, queueMs, jumps } = elapsed();
        expect(jumps).toBeGreaterThan(0);
        expect(queueMs - realMs).toBeGreaterThan(590_000);
        expect(realMs).toBeLessThan(HANDLER_MS + SLACK_MS);
      } finally {
        await stage.close();
      }
    },
    TIMEOUT_MS,
  );

  const operations: readonly [string, (call: PassingCall) => boolean][] = [
    ['a poll', ({ method }) => method === 'GET'],
    ['a hold', ({ target }) => target.endsWith('updateMessages')],
    ['a delete', ({ target }) => target.endsWith('deleteMessages')],
  ];
  const cases = operations.flatMap(([operation, matches]) =>
    (['request', 'reply'] as const).map((way) => ({ operation, matches, way })),
  );

  test.concurrent.each(cases)(
    'while the $way of $operation takes 1 s longer',
    async ({ matches, way }) => {
      const delay = aDelay(matches);
      const interference: Interference =
        way === 'request'
          ? { onRequest: delay.pass }
          : { onReply: (call, body) => delay.pass(call).then(() => body) };
      const stage = await skippingStage(interference);
      try {
        delay.watch(stage);
        expectBothInTime(stage, await consumeBoth(stage, () => undefined));
        expect(delay.intervals).toHaveLength(1);
        for (const interval of delay.intervals) expectRateOne(interval, DELAY_MS);
      } finally {
        await stage.close();
      }
    },
    TIMEOUT_MS,
  );
});
