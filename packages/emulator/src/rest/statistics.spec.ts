import { afterEach, describe, expect, test } from '@jest/globals';
import type { Modes } from '../limits/modes.js';
import { only, queueCalls, type QueueCalls } from '../spec-support/queue-calls.js';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
let queue: QueueCalls;
afterEach(() => t.close());

const start = async (modes: Partial<Modes> = {}, details: object = {}): Promise<void> => {
  t = await startTestEmulator({ auth: 'off', modes });
  queue = queueCalls(t, await t.createQueue(details));
};

describe('GetStats', () => {
  test('tells visible, in-flight and dead messages apart, in bytes of content (F8.stats, F3.stats-size, F3.dlq-stats)', async () => {
    await start({}, { deadLetterQueueDeliveryCount: 2 });
    await queue.put('abc', 'dé');
    await queue.get({ limit: 1, visibilityInSeconds: 10 });
    expect(await queue.stats()).toEqual({
      queue: { visibleMessages: 1, inFlightMessages: 1, sizeInBytes: 6 },
      dlq: { visibleMessages: 0, inFlightMessages: 0, sizeInBytes: 0 },
    });
    t.clock.runFor(10_000);
    await queue.get({ visibilityInSeconds: 10 });
    t.clock.runFor(10_000);
    expect(await queue.stats()).toEqual({
      queue: { visibleMessages: 1, inFlightMessages: 0, sizeInBytes: 3 },
      dlq: { visibleMessages: 1, inFlightMessages: 0, sizeInBytes: 3 },
    });
  });

  test('counts contents only, not metadata (F3.stats-size)', async () => {
    await start();
    await queue.send([{ content: '12', metadata: { channelId: 'c', customProperties: { key: 'value' } } }]);
    expect(await queue.stats()).toMatchObject({ queue: { sizeInBytes: 2 } });
  });

  test('of a channel counts that channel, and zeros for one that is not there (F2.stats)', async () => {
    await start();
    await queue.putTo('one', 'a', 'b');
    await queue.putTo('two', 'c');
    await queue.get({ channelFilter: 'two' });
    expect(await queue.stats('two')).toMatchObject({
      channelId: 'two',
      queue: { visibleMessages: 0, inFlightMessages: 1 },
    });
    expect(await queue.stats('none')).toMatchObject({ queue: { visibleMessages: 0, inFlightMessages: 0 } });
    expect(await queue.stats()).toMatchObject({ queue: { visibleMessages: 2, inFlightMessages: 1 } });
  });
});

test('a channel has the settings of its queue (F2.inherited)', async () => {
  const settings = { visibilityInSeconds: 7, retentionInSeconds: 60, deadLetterQueueDeliveryCount: 1 };
  await start({}, settings);
  await queue.putTo('a', 'x');
  const { visibleAfter, expireAfter } = only(await queue.get({ channelFilter: 'a' }));
  expect(Date.parse(String(visibleAfter)) - t.clock.now()).toBe(7_000);
  expect(Date.parse(String(expireAfter)) - t.clock.now()).toBe(60_000);
  t.clock.runFor(7_000);
  expect(await queue.stats('a')).toMatchObject({ dlq: { visibleMessages: 1 } });
});

describe('ListChannels', () => {
  test('lists channels that hold messages, hidden ones too, by pages (F8.channels, F2.list, F2.list-in-flight)', async () => {
    await start();
    for (const id of ['b', 'a', 'c']) await queue.putTo(id, 'x');
    await queue.put('unnamed');
    await queue.get({ channelFilter: 'a' });
    expect(await queue.channels()).toEqual(['a', 'b', 'c']);
    const first = await t.client.listChannels({ queueId: queue.queueId, limit: 2 });
    expect(first.channelCollection.items).toEqual(['a', 'b']);
    expect(await queue.channels({ limit: 2, page: first.opcNextPage })).toEqual(['c']);
  });

  test('forgets a channel with its last message (F1.channel-life)', async () => {
    await start();
    await queue.putTo('a', 'x');
    const { receipt } = only(await queue.get());
    expect(await queue.channels()).toEqual(['a']);
    await queue.remove(receipt);
    expect(await queue.channels()).toEqual([]);
  });

  test('with a filter shows whether exactly that channel exists (F2.list-filter)', async () => {
    await start();
    await queue.putTo('ab', 'x');
    expect(await queue.channels({ channelFilter: 'ab' })).toEqual(['ab']);
    expect(await queue.channels({ channelFilter: 'a' })).toEqual([]);
  });
});

test('in mode statistics: every-second both show the state when first read in a second (F2.list-delay)', async () => {
  await start({ statistics: 'every-second' });
  const seen = async () => [await queue.channels(), (await queue.stats()).queue.visibleMessages];
  expect(await seen()).toEqual([[], 0]);
  await queue.putTo('a', 'x');
  expect(await seen()).toEqual([[], 0]);
  t.clock.runFor(1_000);
  expect(await seen()).toEqual([['a'], 1]);
});
