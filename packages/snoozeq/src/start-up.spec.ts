import { describe, expect, test } from '@jest/globals';
import { consumerProfile, QueueError } from '@snoozeq/core';
import { CONSUMER_PROFILE, QUEUE_SETTINGS, RANDOM, TRANSPORT } from '@snoozeq/core/di';
import { seededRandom } from '@snoozeq/testing';
import { memoryTransportModule } from '@snoozeq/transport-memory/di';
import { ContainerModule } from 'inversify';
import { createConsumer, createProducer, type QueueOptions } from './index.js';
import { aVirtualQueue } from './spec-support/virtual-queue.js';

const QUEUE = 'ocid1.queue.oc1.eu-frankfurt-1.amaaaa';
const handler = (): void => undefined;

describe('a start that cannot work is refused', () => {
  const { transport, settings } = aVirtualQueue().client() as Required<QueueOptions>;
  const cases: readonly [string, QueueOptions, string][] = [
    ['a queue without a region', { queue: 'ocid1.queue.oc1..amaaaa' }, 'adminEndpoint'],
    ['a transport without settings', { queue: QUEUE, transport }, 'settings'],
    ['settings without an endpoint', { queue: QUEUE, settings }, 'endpoint'],
    ['a configuration file that is not there', { queue: QUEUE, configFile: '/no/such/file' }, 'profile'],
  ];

  test.each(cases)('%s', async (_case, options, named) => {
    const refusal = { code: 'misconfigured', message: expect.stringContaining(named) };
    await expect(createProducer(options)).rejects.toMatchObject(refusal);
    await expect(createConsumer({ ...options, handler }).run()).rejects.toMatchObject(refusal);
  });

  test('a setting that is out of range, at once', () => {
    expect(() => createConsumer({ queue: QUEUE, handler, concurrency: 0 })).toThrow(/concurrency is 0/);
  });
});

describe('modules of your own', () => {
  const settings = new ContainerModule(({ bind }) => {
    const { client } = aVirtualQueue();
    bind(QUEUE_SETTINGS).toConstantValue((client() as Required<QueueOptions>).settings);
  });

  test('a bound transport takes the place of OCI Queue, and is closed by the container', async () => {
    const modules = [memoryTransportModule(), settings];
    const producer = await createProducer({ queue: QUEUE, modules });
    expect(await producer.send('x')).toMatchObject({ kind: 'sent' });
    await producer.close();
    expect(await producer.send('x')).toMatchObject({ kind: 'failed', error: { code: 'closed' } });
  });

  test('come last: they replace every part, the transport of the options too', async () => {
    const [given, bound] = [aVirtualQueue(), aVirtualQueue()];
    const replace = new ContainerModule(({ rebind }) => {
      rebind(TRANSPORT).toConstantValue(bound.queue.connect());
      rebind(RANDOM).toConstantValue(seededRandom(7));
    });
    const send = async () =>
      (await createProducer({ ...given.client(), modules: [replace] })).send('x', { in: '1h' });
    const [first, second] = [await send(), await send()];
    expect(first.id).toBe(second.id);
    expect(bound.queue.stats()).toMatchObject({ visible: 2 });
    expect(given.queue.stats()).toMatchObject({ visible: 0 });
  });

  test('a setting of a consumer that is undefined has its default', async () => {
    const profiles: unknown[] = [];
    const look = new ContainerModule(({ onActivation }) => {
      onActivation(CONSUMER_PROFILE, (_context, profile) => {
        profiles.push(profile);
        return profile;
      });
    });
    const { clock, client } = aVirtualQueue();
    const options = { ...client(), handler, concurrency: 3, ...({ leaseMs: undefined } as object) };
    const consumer = createConsumer({ ...options, modules: [look] });
    await consumer.stop();
    const run = consumer.run();
    await clock.advanceBy(2_000);
    await run;
    expect(profiles).toEqual([consumerProfile({ concurrency: 3 })]);
  });
});

describe('run', () => {
  test('rejects when the service refuses for good, and stop still resolves', async () => {
    const { client } = aVirtualQueue();
    const { transport, ...options } = client() as Required<QueueOptions>;
    const receive = () => Promise.reject(new QueueError('unauthorised', 'no'));
    const refusing = { ...transport, capabilities: transport.capabilities, receive };
    const consumer = createConsumer({ ...options, transport: refusing, handler });
    const run = consumer.run();
    await expect(run).rejects.toMatchObject({ code: 'unauthorised' });
    await consumer.stop();
  });

  test('works once', async () => {
    const { clock, client } = aVirtualQueue();
    const consumer = createConsumer({ ...client(), handler });
    const run = consumer.run();
    await expect(consumer.run()).rejects.toMatchObject({ code: 'closed' });
    const stopped = consumer.stop();
    await clock.advanceBy(2_000);
    await Promise.all([run, stopped]);
  });
});
