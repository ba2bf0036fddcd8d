import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { LimitOverrides } from '../limits/limits.js';
import type { Modes } from '../limits/modes.js';
import { contentsOf, only, queueCalls, type QueueCalls } from '../spec-support/queue-calls.js';
import { refusalOf, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
let queue: QueueCalls;
beforeAll(() => void jest.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => t.close());

const start = async (limits: LimitOverrides, modes: Partial<Modes> = {}, details: object = {}) => {
  t = await startTestEmulator({ auth: 'off', limits, modes });
  queue = queueCalls(t, await t.createQueue(details));
};
const FULL = { statusCode: 400, serviceCode: 'LimitExceeded' };
const THROTTLED = { statusCode: 429, serviceCode: 'TooManyRequests' };

describe('messages in flight', () => {
  test('are bounded: above it gets find nothing, until leases lapse (F1.in-flight, F1.in-flight-full)', async () => {
    await start({ inFlight: 3 });
    await queue.put('a', 'b', 'c', 'd');
    expect(
      [await queue.get({ limit: 2 }), await queue.get(), await queue.get()].map((got) => got.length),
    ).toEqual([2, 1, 0]);
    t.clock.runFor(30_000);
    expect(await queue.get()).toHaveLength(3);
  });

  test('that an update hides count, too (F1.in-flight-hidden)', async () => {
    await start({ inFlight: 1 });
    await queue.put('a', 'b');
    const { receipt } = only(await queue.get());
    await queue.update(receipt, 40);
    t.clock.runFor(39_999);
    expect(await queue.stats()).toMatchObject({ queue: { inFlightMessages: 1 } });
    expect(await queue.get()).toEqual([]);
    t.clock.runFor(1);
    expect(await queue.get()).toHaveLength(1);
  });

  test('wake a poll that waits as soon as there is room (F1.in-flight-full)', async () => {
    await start({ inFlight: 1 });
    await queue.put('a', 'b');
    const { receipt } = only(await queue.get());
    const polled = queue.get({ timeoutInSeconds: 30 });
    await t.clock.untilWaiting(1);
    await queue.remove(receipt);
    expect(contentsOf(await polled)).toEqual(['b']);
  });

  test('throttle gets in mode inFlightFull: throttle (F1.in-flight-full)', async () => {
    await start({ inFlight: 1 }, { inFlightFull: 'throttle' });
    await queue.put('a', 'b');
    expect(await queue.get()).toHaveLength(1);
    const refusal = await refusalOf(queue.get({ timeoutInSeconds: 30 }));
    expect(refusal).toMatchObject(THROTTLED);
    expect(refusal.message).toMatch(/1 messages are in flight/);
  });
});

describe('consumer groups', () => {
  const startGroups = async (limits: LimitOverrides, modes: Partial<Modes> = {}) => {
    await start(limits, modes, { capabilities: [{ type: 'CONSUMER_GROUPS' }] });
    const { queueId } = queue;
    await t.admin.createConsumerGroup({ createConsumerGroupDetails: { queueId, displayName: 'audit' } });
    const { consumerGroupCollection } = await t.admin.listConsumerGroups({ queueId, displayName: 'audit' });
    return queueCalls(t, queueId, consumerGroupCollection.items[0]?.id);
  };

  test.each([
    ['queue', 0],
    ['group', 1],
  ] as const)(
    'share what may be in flight in a %s: the other may take %i (F1.in-flight-full)',
    async (inFlightScope, count) => {
      const audit = await startGroups({ inFlight: 1 }, { inFlightScope });
      await queue.put('a', 'b');
      expect(await queue.get()).toHaveLength(1);
      expect(await audit.get()).toHaveLength(count);
    },
  );

  test('have the channels of a queue together (F1.channels)', async () => {
    const audit = await startGroups({ channels: 2 });
    await queue.putTo('a', '1');
    await queue.remove(only(await queue.get()).receipt);
    await queue.putTo('b', '2');
    expect(await refusalOf(queue.putTo('c', '3'))).toMatchObject(FULL);
    expect([await queue.channels(), await audit.channels()]).toEqual([['b'], ['a', 'b']]);
  });

  test('each store a copy (F1.storage)', async () => {
    await startGroups({ queueBytes: 10 });
    await queue.put('12345');
    expect((await refusalOf(queue.put('1'))).message).toMatch(/would store 11 bytes/);
  });
});

describe('channels', () => {
  test('are bounded: one too many refuses the put, until one is empty (F1.channels, F1.channels-full, F1.channel-life, F5.limit-code)', async () => {
    await start({ channels: 2 });
    await queue.putTo('a', '1');
    await queue.putTo('b', '1');
    await queue.put('the queue itself is no channel');
    await queue.putTo('a', '2');
    const refusal = await refusalOf(queue.putTo('c', '1'));
    expect(refusal).toMatchObject(FULL);
    expect(refusal.message).toMatch(/would have 3 channels, allowed are 2/);
    await queue.remove(only(await queue.get({ channelFilter: 'b' })).receipt);
    await queue.putTo('c', '1');
    expect(await queue.channels()).toEqual(['a', 'c']);
  });

  test('are counted within one put, too (F1.channels, F2.multi-channel-put)', async () => {
    await start({ channels: 2 });
    const put = (...ids: string[]) =>
      queue.send(ids.map((channelId) => ({ content: channelId, metadata: { channelId } })));
    expect(await refusalOf(put('a', 'b', 'b', 'c'))).toMatchObject(FULL);
    expect(await queue.channels()).toEqual([]);
    await put('a', 'b', 'b');
    expect(await queue.channels()).toEqual(['a', 'b']);
  });

  test('throttle the put in mode channelsFull: throttle (F1.channels-full)', async () => {
    await start({ channels: 1 }, { channelsFull: 'throttle' });
    await queue.putTo('a', '1');
    expect(await refusalOf(queue.putTo('b', '1'))).toMatchObject(THROTTLED);
  });

  test.each([
    ['count', [FULL, ['a']]],
    ['ignored', [undefined, ['b']]],
  ] as const)(
    'whose messages are all hidden: %s (F2.list-in-flight)',
    async (hiddenChannels, [refused, listed]) => {
      await start({ channels: 1 }, { hiddenChannels });
      await queue.putTo('a', '1');
      await queue.get({ channelFilter: 'a' });
      if (refused) expect(await refusalOf(queue.putTo('b', '1'))).toMatchObject(refused);
      else await queue.putTo('b', '1');
      expect(await queue.channels()).toEqual(listed);
    },
  );
});

describe('storage', () => {
  test('of a queue is bounded, and free again when messages are deleted (F1.storage)', async () => {
    await start({ queueBytes: 10 });
    await queue.put('12345', '6789');
    const refusal = await refusalOf(queue.put('ab'));
    expect(refusal).toMatchObject(FULL);
    expect(refusal.message).toMatch(/queue would store 11 bytes, allowed are 10/);
    await queue.put('0');
    await queue.removes(...(await queue.get({ limit: 1 })).map(({ receipt }) => receipt));
    await queue.put('ab');
  });

  test('of a tenancy is that of all its queues (F1.storage-tenancy)', async () => {
    await start({ tenancyBytes: 10 });
    await queue.put('12345');
    const other = queueCalls(t, await t.createQueue());
    await other.put('12345');
    expect((await refusalOf(other.put('1'))).message).toMatch(/tenancy would store 11 bytes, allowed are 10/);
    await t.admin.deleteQueue({ queueId: queue.queueId });
    await other.put('1');
  });

  test('of a channel is its share (F1.channel-consumption)', async () => {
    await start({ queueBytes: 100 }, {}, { channelConsumptionLimit: 10 });
    await queue.putTo('a', '1234567890');
    const refusal = await refusalOf(queue.putTo('a', 'x'));
    expect(refusal).toMatchObject(FULL);
    expect(refusal.message).toMatch(/channelConsumptionLimit of 10 %, would store 11 bytes, allowed are 10/);
    await queue.putTo('b', '1234567890');
    await queue.put('x'.repeat(50));
  });

  test('throttles puts in mode storageFull: throttle (F1.storage)', async () => {
    await start({ queueBytes: 1 }, { storageFull: 'throttle' });
    expect(await refusalOf(queue.put('ab'))).toMatchObject(THROTTLED);
  });
});

describe('a put that has room for some messages (F2.partial-put)', () => {
  const inChannels = (...ids: string[]) =>
    queue.send(ids.map((channelId) => ({ content: channelId, metadata: { channelId } })));

  test('stores none by default', async () => {
    await start({ channels: 1 });
    expect(await refusalOf(inChannels('a', 'b'))).toMatchObject(FULL);
    expect(await queue.channels()).toEqual([]);
  });

  test('stores those in mode putFailure: entry, and says in place which failed', async () => {
    await start({ channels: 1 }, { putFailure: 'entry' });
    const [a, b, again] = await inChannels('a', 'b', 'a');
    expect(a).toMatchObject({ id: expect.any(Number), expireAfter: expect.any(String) });
    expect(b).toEqual({ errorCode: 400, errorMessage: expect.stringMatching(/2 channels, allowed are 1/) });
    expect(again).toMatchObject({ id: expect.any(Number) });
    expect(contentsOf(await queue.get())).toEqual(['a', 'a']);
    expect(await refusalOf(inChannels('b', 'c'))).toMatchObject(FULL);
  });
});
