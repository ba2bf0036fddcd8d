import { describe, expect, jest, test } from '@jest/globals';
import { laneCalendar } from '@snoozeq/delay-policy';
import { CallMeter } from './spec-support/call-meter.js';
import { consumeStage, DAY_MS } from './spec-support/consume-stage.js';

// Days of idle polls take a while; a machine under load may need more than Jest allows by default.
jest.setTimeout(120_000);

const DELAY_MS = 604_740_000;
const MESSAGES = 10_000;

/** All of them due within one second, a minute before the queue would drop them. */
const meter = async (mode: 'exact' | 'late') => {
  const counted = new CallMeter();
  const calendar = laneCalendar({ retentionMs: 7 * DAY_MS, mode });
  const over = counted.over.bind(counted);
  const stage = consumeStage({ calendar, over });
  // The last of them is due at an opening, so that the late lane still opens before they expire.
  await stage.clock.advanceBy(60_000);
  const publishedAtMs = stage.clock.now();
  const dueFromMs = publishedAtMs + DELAY_MS - 999;
  const items = Array.from({ length: MESSAGES }, (_, index) => ({
    body: `m${index}`,
    dueAt: dueFromMs + (index % 1_000),
  }));
  const results = await stage.producer.sendAll(items);
  expect(results.filter(({ kind }) => kind === 'sent')).toHaveLength(MESSAGES);
  // Before that, there would only be idle polls.
  await stage.clock.advanceTo(dueFromMs - DAY_MS);
  const consumer = stage.consumer({
    over,
    looking: counted.looking.bind(counted),
    profile: { concurrency: 100 },
  });
  await stage.clock.advanceTo(dueFromMs + 30_000);
  const lateness = stage.starts.map(({ atMs, context }) => atMs - (context.dueAtMs ?? Number.NaN));
  return { counted, stage, consumer, lateness };
};

describe('10 000 messages of one second, a week ahead', () => {
  test.each([
    { mode: 'exact' as const, callsPerMessage: 0.26, deliveries: 2, latestMs: 1_000 },
    { mode: 'late' as const, callsPerMessage: 0.16, deliveries: 1, latestMs: 10_000 },
  ])('by $mode lane: at most $callsPerMessage calls a message, $deliveries deliveries', async (wanted) => {
    const { counted, stage, consumer, lateness } = await meter(wanted.mode);
    expect(new Set(stage.starts.map(({ name }) => name)).size).toBe(MESSAGES);
    expect(stage.starts).toHaveLength(MESSAGES);
    expect(Math.min(...lateness)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...lateness)).toBeLessThanOrEqual(wanted.latestMs);
    expect(counted.forMessages / MESSAGES).toBeLessThanOrEqual(wanted.callsPerMessage);
    expect(counted.deliveries / MESSAGES).toBe(wanted.deliveries);
    expect(stage.queue.stats()).toMatchObject({ visible: 0, inFlight: 0 });
    expect(consumer.errors).toEqual([]);
  });
});
