import { describe, expect, test } from '@jest/globals';
import { consumerProfile, QueueError, type ConsumerProfile, type QueueSettings } from '@snoozeq/core';
import { CONSUMER_PROFILE, QUEUE_SETTINGS, RANDOM, TRANSPORT } from '@snoozeq/core/di';
import { seededRandom } from '@snoozeq/testing';
import { memoryTransportModule } from '@snoozeq/transport-memory/di';
import { ContainerModule } from 'inversify';
import { createConsumer, createProducer, type QueueOptions } from './index.js';
import { startLiveQueue } from './spec-support/live-queue.js';
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

  test.each<[string, Partial<QueueSettings>, Partial<QueueOptions & ConsumerProfile>, string]>([
    ['one delivery', { maxDeliveries: 1 }, {}, 'deadLetterQueueDeliveryCount'],
    ['a retention shorter than a lease', { retentionMs: 20_000 }, {}, 'retention'],
    [
      'more lanes than channels',
      {},
      { policy: { strategy: 'lane', lanes: { widthMs: 60_000 } } },
      'need 10083 channels and a queue has 256',
    ],
  ])('settings of the queue that leave no room: %s', async (_case, changes, options, named) => {
    const own = { ...aVirtualQueue(changes).client(), ...options };
    const refusal = { code: 'misconfigured', message: expect.stringContaining(named) };
    await expect(createProducer(own)).rejects.toMatchObject(refusal);
    await expect(createConsumer({ ...own, handler }).run()).rejects.toMatchObject(refusal);
  });

  test('attempts reserved by a producer that use up the delivery limit; a consumer can work with it', async () => {
    const { clock, client } = aVirtualQueue({ maxDeliveries: 3 });
    await expect(createProducer(client())).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(
        /producer cannot work.*1 hold and 3 attempts need 4 deliveries and the queue allows 3/,
      ),
    });
    const consumer = createConsumer({ ...client(), handler });
    await consumer.stop();
    const run = consumer.run();
    await clock.advanceBy(2_000);
    await expect(run).resolves.toBeUndefined();
  });

  test('a lease that is longer than a hide of this queue', async () => {
    const options = { ...aVirtualQueue({ maxHideMs: 60_000 }).client(), leaseMs: 120_000 };
    await expect(createConsumer({ ...options, handler }).run()).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining('leaseMs 120000 (2m): refused'),
    });
  });

  test('what the service says of the queue counts', async () => {
    const live = await startLiveQueue({ deadLetterQueueDeliveryCount: 1, retentionInSeconds: 20 });
    const {
      QUEUE_OCID: queue = '',
      OCI_CONFIG: configFile = '',
      ADMIN_ENDPOINT: adminEndpoint = '',
    } = live.environment;
    const options = { queue, configFile, adminEndpoint };
    await expect(createProducer(options)).rejects.toMatchObject({ code: 'misconfigured' });
    await expect(createConsumer({ ...options, handler }).run()).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(/retention.*deadLetterQueueDeliveryCount 1/s),
    });
    await live.close();
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
