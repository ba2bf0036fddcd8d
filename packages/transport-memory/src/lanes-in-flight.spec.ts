import { describe, expect, jest, test } from '@jest/globals';
import {
  type Clock,
  type DurationMs,
  type QueueInspection,
  type QueueStats,
  type QueueTransport,
  seededRandom,
  sleep,
} from '@snoozeq/core';
import { laneCalendar } from '@snoozeq/delay-policy';
import { consumeStage, DAY_MS, HOUR_MS } from './spec-support/consume-stage.js';
import { laneStage, MINUTE_MS, remaining } from './spec-support/lane-stage.js';

// Days of idle polls take a second; a machine under load may need more than Jest allows by default.
jest.setTimeout(120_000);

/** A connection whose calls take up to `mostMs` each way, and that tells when a reply has left the queue. */
const slow = (
  transport: QueueTransport,
  clock: Clock,
  mostMs: DurationMs,
  random: () => number,
  replied: () => void,
): QueueTransport => {
  const way = (): Promise<void> => sleep(clock, random() * mostMs);
  const there = async <T>(call: () => Promise<T>): Promise<T> => {
    await way();
    const reply = await call();
    replied();
    await way();
    return reply;
  };
  return {
    capabilities: transport.capabilities,
    send: (messages) => there(() => transport.send(messages)),
    receive: (request, options) => there(() => transport.receive(request, options)),
    ack: (receipts) => there(() => transport.ack(receipts)),
    hide: (hidings) => there(() => transport.hide(hidings)),
    close: () => transport.close(),
  };
};

/** Statistics as they were when first read in a second, for everybody who asks in it. */
const agedStats = (clock: Clock) => {
  let known: { readonly second: number; readonly stats: Promise<QueueStats> } | undefined;
  return (transport: QueueInspection): QueueInspection => ({
    lanes: (options) => transport.lanes(options),
    stats: (lane, options) => {
      const second = Math.floor(clock.now() / 1_000);
      if (lane !== undefined) return transport.stats(lane, options);
      if (known?.second !== second) known = { second, stats: transport.stats(undefined, options) };
      return known.stats;
    },
  });
};

describe('eight consumers that know nothing of each other', () => {
  test.each([1, 2, 3])('never exceed the in-flight limit together (seed %i)', async (seed) => {
    const maxInFlight = 2_000;
    const stage = laneStage();
    const { clock, queue } = stage;
    const random = seededRandom(seed);
    const dueAtMs = clock.now() + 2 * HOUR_MS + 30 * MINUTE_MS;
    const items = Array.from({ length: 5_000 }, (_, index) => ({
      body: `m${index}`,
      dueAt: dueAtMs + Math.floor(random() * 10 * MINUTE_MS),
    }));
    await stage.producer.sendAll(items);
    let most = 0;
    const replied = (): void => void (most = Math.max(most, queue.stats().inFlight));
    const looking = agedStats(clock);
    for (let count = 0; count < 8; count += 1) {
      await clock.advanceBy(random() * 3_000);
      stage.consumer({
        profile: { maxInFlight, lanePollers: 2, concurrency: 1 + Math.floor(random() * 30) },
        over: (transport) => slow(transport, clock, 400, random, replied),
        looking,
      });
    }
    await clock.advanceTo(dueAtMs + HOUR_MS);
    expect(most).toBeLessThanOrEqual(maxInFlight);
    // And they use it: what is left free is the reserve, and less than one batch for each of them.
    expect(most).toBeGreaterThan(maxInFlight - 2 * 8 * 2 * 20 - 8 * 20);
    expect(new Set(stage.starts.map(({ name }) => name)).size).toBe(5_000);
    expect(remaining(stage)).toBe(0);
  });
});

test('two days of lanes of 15 minutes, one hour of them with two fifths of all messages: drained in time, below the limit', async () => {
  // One thirtieth of 300 000 messages, and of the limit.
  const [messages, rush, maxInFlight] = [10_000, 4_000, 3_333];
  const calendar = laneCalendar({ retentionMs: 7 * DAY_MS, widthMs: 15 * MINUTE_MS, horizonMs: 2 * DAY_MS });
  const stage = consumeStage({ calendar });
  const { clock, queue } = stage;
  const random = seededRandom(1);
  const startMs = clock.now();
  const items = Array.from({ length: messages }, (_, index) => ({
    body: `m${index}`,
    dueAt: startMs + Math.floor(index < rush ? (20 + random()) * HOUR_MS : random() * 2 * DAY_MS),
  }));
  await stage.producer.sendAll(items);
  let most = 0;
  const over = (transport: QueueTransport): QueueTransport =>
    slow(transport, clock, 0, random, () => void (most = Math.max(most, queue.stats().inFlight)));
  const consumer = stage.consumer({ over, profile: { concurrency: 50, maxInFlight } });
  await clock.advanceTo(startMs + 2 * DAY_MS + MINUTE_MS);
  const lateness = stage.starts.map(({ atMs, context }) => atMs - (context.dueAtMs ?? startMs));
  expect(stage.starts.length).toBe(messages);
  expect(lateness.reduce((least, ms) => Math.min(least, ms))).toBeGreaterThanOrEqual(0);
  expect(lateness.reduce((longest, ms) => Math.max(longest, ms))).toBeLessThanOrEqual(1_100);
  expect(most).toBeLessThanOrEqual(maxInFlight);
  expect(remaining(stage)).toBe(0);
  expect(consumer.errors).toEqual([]);
});
