import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import { VirtualClock } from '@snoozeq/core';
import { QUEUE_CLOCK, QUEUE_INSPECTION, RANDOM, TRANSPORT } from '@snoozeq/core/di';
import { seededRandom } from '@snoozeq/testing';
import { Container } from 'inversify';
import { memoryTransportModule, type MemoryTransportModuleOptions } from './memory-transport.module.js';

const REQUEST = { limit: 1, waitMs: 0, leaseMs: 30_000 };

const containerWith = (clock: VirtualClock, options?: MemoryTransportModuleOptions): Container => {
  const container = new Container();
  container.bind(QUEUE_CLOCK).toConstantValue(clock);
  container.bind(RANDOM).toConstantValue(seededRandom(1));
  container.load(memoryTransportModule(options));
  return container;
};

describe('memoryTransportModule', () => {
  test('everybody in the container gets the same queue, on the queue clock', async () => {
    const clock = new VirtualClock();
    const container = containerWith(clock);
    await container.get(TRANSPORT).send([{ content: 'x' }]);
    const [delivery] = await container.get(TRANSPORT).receive(REQUEST);
    expect(delivery?.leaseUntilMs).toBe(clock.now() + 30_000);
  });

  test('settings and limits reach the queue', async () => {
    const clock = new VirtualClock();
    const options = { settings: { retentionMs: 60_000 }, limits: { maxBatch: 2 } };
    const transport = containerWith(clock, options).get(TRANSPORT);
    const [status] = await transport.send([{ content: 'x' }]);
    expect(status).toMatchObject({ kind: 'stored', expiresAtMs: clock.now() + 60_000 });
    expect(transport.capabilities).toMatchObject({ maxBatch: 2, maxWaitMs: 30_000 });
  });

  test('looks at the queue that it sends to', async () => {
    const container = containerWith(new VirtualClock());
    await container.get(TRANSPORT).send([{ content: 'x', lane: 'far' }]);
    expect(await container.get(QUEUE_INSPECTION).lanes()).toEqual(['far']);
    expect(await container.get(QUEUE_INSPECTION).stats()).toMatchObject({ visible: 1 });
  });

  test('unbinding closes the transport', async () => {
    const container = containerWith(new VirtualClock());
    const transport = container.get(TRANSPORT);
    await container.unbindAllAsync();
    await expect(transport.receive(REQUEST)).rejects.toMatchObject({ code: 'closed' });
  });
});
