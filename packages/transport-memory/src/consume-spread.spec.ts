import { describe, expect, jest, test } from '@jest/globals';
import type { QueueTransport } from '@snoozeq/core';
import { consumeStage, DAY_MS, HOUR_MS, SECOND_MS } from './spec-support/consume-stage.js';
import { remaining } from './spec-support/lane-stage.js';

jest.setTimeout(60_000);

const MINUTE_MS = 60_000;
const MESSAGES_A_SECOND = 20;
const SECONDS = 60;

/** A flood, published within a minute and due in two days: how its messages come back after the first hop. */
const flood = async (spreadMs: number) => {
  const stage = consumeStage({ spreadMs });
  const startMs = stage.clock.now();
  const dueAtMs = startMs + 2 * DAY_MS;
  const batches: number[] = [];
  const returns = new Map<number, number>();
  const counted = (transport: QueueTransport): QueueTransport => ({
    capabilities: transport.capabilities,
    send: (messages) => transport.send(messages),
    receive: async (request, options) => {
      const deliveries = await transport.receive(request, options);
      const hop = deliveries.filter(({ deliveryCount }) => deliveryCount === 2).length;
      const minute = Math.floor((stage.clock.now() - startMs) / MINUTE_MS);
      if (hop > 0) returns.set(minute, (returns.get(minute) ?? 0) + hop);
      if (hop > 0) batches.push(hop);
      return deliveries;
    },
    ack: (receipts) => transport.ack(receipts),
    hide: (hidings) => transport.hide(hidings),
    close: () => transport.close(),
  });
  stage.consumer({ over: counted, profile: { concurrency: 100 } });
  for (let second = 0; second < SECONDS; second += 1) {
    const items = Array.from({ length: MESSAGES_A_SECOND }, (_, index) => ({
      body: `m${second}-${index}`,
      dueAt: dueAtMs,
    }));
    await stage.producer.sendAll(items);
    await stage.clock.advanceBy(SECOND_MS);
  }
  await stage.clock.advanceTo(dueAtMs + HOUR_MS);
  return { stage, dueAtMs, batches, busiestMinute: Math.max(...returns.values()) };
};

describe('a flood of messages that was published together', () => {
  test('comes back together, without a spread', async () => {
    const { busiestMinute } = await flood(0);
    expect(busiestMinute).toBeGreaterThanOrEqual(MESSAGES_A_SECOND * (SECONDS - 2));
  });

  test('with one comes back a little at a time, still in full batches, and is handled once, on time, at its first attempt', async () => {
    const { stage, dueAtMs, batches, busiestMinute } = await flood(30 * MINUTE_MS);
    expect(busiestMinute).toBeLessThan((MESSAGES_A_SECOND * SECONDS) / 4);
    expect(batches.reduce((sum, size) => sum + size, 0) / batches.length).toBeGreaterThan(15);
    expect(stage.starts).toHaveLength(MESSAGES_A_SECOND * SECONDS);
    for (const { atMs, context } of stage.starts) {
      expect(atMs).toBeGreaterThanOrEqual(dueAtMs);
      expect(context.attempt).toBe(1);
    }
    expect(remaining(stage)).toBe(0);
  });
});
