import { expect, test } from '@jest/globals';
import { VirtualClock } from '@snoozeq/core';
import type { EngineChange } from '@snoozeq/queue-engine';
import { seededRandom } from '@snoozeq/testing';
import { createMemoryQueue } from './memory-queue.js';

const SECOND_MS = 1_000;

test('an observer is told every change, in order, and what time did at the next call', async () => {
  const clock = new VirtualClock();
  const seen: EngineChange[] = [];
  const queue = createMemoryQueue({
    clock,
    random: seededRandom(1),
    settings: { retentionMs: 60 * SECOND_MS, maxDeliveries: 2 },
    observe: (change) => seen.push(change),
  });
  const client = queue.connect();
  const take = () => client.receive({ limit: 1, waitMs: 0, leaseMs: 5 * SECOND_MS, lane: 'ready' });
  await client.send(['a', 'b'].map((content) => ({ content, lane: 'ready' })));
  const [first] = await take();
  await client.ack([first!.receipt]);
  const [second] = await take();
  await client.hide([{ receipt: second!.receipt, forMs: 10 * SECOND_MS }]);
  await clock.advanceBy(10 * SECOND_MS);
  await take();
  await clock.advanceBy(5 * SECOND_MS);
  queue.stats();
  await clock.advanceBy(60 * SECOND_MS);
  queue.stats();
  expect(seen.map(({ kind }) => kind)).toEqual([
    ...['stored', 'stored', 'delivered', 'deleted', 'delivered', 'hidden', 'lapsed', 'delivered'],
    ...['dead-lettered', 'expired'],
  ]);
});
