import { describe, expect, jest, test } from '@jest/globals';
import type { ConsumerEvent, QueueTransport, SettleStatus } from '@snoozeq/core';
import { defaultPolicy } from '@snoozeq/delay-policy';
import { consumeStage, DAY_MS, HOUR_MS } from './spec-support/consume-stage.js';

// Days of idle polls take a second; a machine under load may need more than Jest allows by default.
jest.setTimeout(60_000);

const keeping = defaultPolicy({ keep: true });

const keptIn = (events: readonly ConsumerEvent[]): number =>
  events.filter((event) => event.kind === 'settled' && event.settled.settlement.kind === 'keep').length;

const delegating = (transport: QueueTransport): QueueTransport => ({
  capabilities: transport.capabilities,
  send: (...args) => transport.send(...args),
  receive: (...args) => transport.receive(...args),
  ack: (...args) => transport.ack(...args),
  hide: (...args) => transport.hide(...args),
  close: () => transport.close(),
});

/** The service behaviour that the documentation leaves open, at its worst: an update is the last use of a receipt. */
const dyingReceipts = (transport: QueueTransport): QueueTransport => {
  const used = new Set<string>();
  return {
    ...delegating(transport),
    hide: async (hidings) => {
      const isDead = hidings.map(({ receipt }) => used.has(receipt));
      const alive = hidings.filter((_, index) => !isDead[index]);
      for (const { receipt } of alive) used.add(receipt);
      const statuses = [...(await transport.hide(alive))];
      return isDead.map((dead) => (dead ? LOST : (statuses.shift() ?? LOST)));
    },
  };
};
const LOST: SettleStatus = { kind: 'lease-lost' };

describe('a kept message spends one delivery on its wait', () => {
  test.each([
    { delay: '12h', kept: 0 },
    { delay: '12h1s', kept: 1 },
    { delay: '1d', kept: 1 },
    { delay: '3d9h', kept: 1 },
    { delay: '6d23h', kept: 1 },
  ])('$delay: handled once, on its second delivery, and not before', async ({ delay, kept }) => {
    const stage = consumeStage();
    const consumer = stage.consumer({ policy: keeping });
    const sent = await stage.producer.send('a', { in: delay });
    await stage.clock.advanceBy(7 * DAY_MS - HOUR_MS / 2);
    expect(stage.starts).toMatchObject([
      { name: 'a', context: { attempt: 1, id: sent.id, delivery: { deliveryCount: 2 } } },
    ]);
    const [start] = stage.starts;
    const latenessMs = (start?.atMs ?? 0) - (start?.context.dueAtMs ?? 0);
    expect(latenessMs).toBeGreaterThanOrEqual(0);
    expect(latenessMs).toBeLessThanOrEqual(20);
    expect(keptIn(consumer.events)).toBe(kept);
    expect(stage.queue.stats()).toMatchObject({ visible: 0, inFlight: 0 });
  });

  test('when its keeper dies, it comes back, and the next consumer keeps it', async () => {
    const stage = consumeStage();
    const first = stage.consumer({ policy: keeping });
    await stage.producer.send('a', { in: '3d' });
    await stage.clock.advanceBy(DAY_MS);
    first.kill();
    stage.consumer({ policy: keeping });
    await stage.clock.advanceBy(3 * DAY_MS);
    expect(stage.starts).toMatchObject([{ context: { attempt: 1, delivery: { deliveryCount: 3 } } }]);
  });

  test('when receipts die at an update, the message is held, and handled on time', async () => {
    const stage = consumeStage();
    const consumer = stage.consumer({ policy: keeping, over: dyingReceipts });
    await stage.producer.send('a', { in: '3d' });
    await stage.clock.advanceBy(3 * DAY_MS + HOUR_MS);
    expect(consumer.events.filter(({ kind }) => kind === 'keep-lost')).toHaveLength(1);
    expect(stage.starts).toMatchObject([{ context: { attempt: 1, delivery: { deliveryCount: 7 } } }]);
    const [start] = stage.starts;
    expect((start?.atMs ?? 0) - (start?.context.dueAtMs ?? 0)).toBeLessThanOrEqual(20);
  });
});

describe('coalescing', () => {
  const spaced = Array.from({ length: 20 }, (_, index) => ({
    body: `m${index}`,
    in: 3_600_000 + index * 750,
  }));

  test.each([
    { coalesceMs: 0, gets: 'as many as there are seconds', most: 20 },
    { coalesceMs: 15_000, gets: 'few', most: 4 },
  ])('within $coalesceMs ms: $gets, each at its own millisecond', async ({ coalesceMs, most }) => {
    const stage = consumeStage();
    let gets = 0;
    stage.consumer({
      policy: defaultPolicy({ coalesceMs }),
      over: (transport) => ({
        ...delegating(transport),
        receive: async (...args) => {
          const deliveries = await transport.receive(...args);
          if (deliveries.length > 0) gets += 1;
          return deliveries;
        },
      }),
    });
    await stage.producer.sendAll(spaced);
    await stage.clock.advanceBy(2 * HOUR_MS);
    expect(stage.starts).toHaveLength(20);
    for (const { atMs, context } of stage.starts) expect(atMs).toBe(context.dueAtMs);
    expect(gets).toBeLessThanOrEqual(most);
    if (coalesceMs === 0) expect(gets).toBeGreaterThan(10);
  });
});
