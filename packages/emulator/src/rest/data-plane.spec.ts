import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { refusalOf, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
let queueId: string;

beforeAll(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  t = await startTestEmulator();
});
afterAll(() => t.close());
beforeEach(async () => {
  queueId = await t.createQueue();
});

const put = (...contents: string[]) =>
  t.client.putMessages({
    queueId,
    putMessagesDetails: { messages: contents.map((content) => ({ content })) },
  });
const putTo = (channelId: string, customProperties?: Record<string, string>) =>
  t.client.putMessages({
    queueId,
    putMessagesDetails: {
      messages: [
        {
          content: `to ${channelId}`,
          metadata: { channelId, ...(customProperties && { customProperties }) },
        },
      ],
    },
  });
const get = async (request: { visibilityInSeconds?: number; limit?: number; channelFilter?: string } = {}) =>
  (await t.client.getMessages({ queueId, timeoutInSeconds: 0, ...request })).getMessages.messages;
const update = (receipt: string, visibilityInSeconds: number) =>
  t.client.updateMessage({ queueId, messageReceipt: receipt, updateMessageDetails: { visibilityInSeconds } });
const remove = (receipt: string) => t.client.deleteMessage({ queueId, messageReceipt: receipt });
const stats = async () => (await t.client.getStats({ queueId })).queueStats;
const only = <T>(items: readonly T[]): T => {
  expect(items).toHaveLength(1);
  return items[0] as T;
};
const iso = (atMs: number): string => new Date(atMs).toISOString();

describe('put and get', () => {
  test('a message comes back with its lease, expiry and first delivery count', async () => {
    const { putMessages } = await put('hello "world" 🚀');
    const message = only(await get({ visibilityInSeconds: 60 }));
    const nowMs = t.clock.now();
    expect(message).toMatchObject({
      content: 'hello "world" 🚀',
      deliveryCount: 1,
      visibleAfter: iso(nowMs + 60_000),
      createdAt: iso(nowMs),
      expireAfter: iso(nowMs + 86_400_000),
    });
    expect(message.metadata).toBeUndefined();
    expect(putMessages.messages[0]?.expireAfter).toBe(message.expireAfter);
    expect(putMessages.messages[0]?.id).toBe(message.id);
  });

  test('channel and custom properties come back unchanged', async () => {
    await putTo('ready', { 'snoozeq-id': 'a"b', __proto__x: 'y' });
    expect(only(await get()).metadata).toEqual({
      channelId: 'ready',
      customProperties: { 'snoozeq-id': 'a"b', __proto__x: 'y' },
    });
  });

  test('a leased message is hidden until its visibility has lapsed, then counts another delivery', async () => {
    await put('a');
    await get({ visibilityInSeconds: 30 });
    t.clock.runFor(29_999);
    expect(await get()).toEqual([]);
    t.clock.runFor(1);
    expect(only(await get())).toMatchObject({ content: 'a', deliveryCount: 2 });
  });

  test('a peek leaves the message visible and counts', async () => {
    await put('a');
    const counts = [];
    for (let peek = 0; peek < 3; peek++)
      counts.push(only(await get({ visibilityInSeconds: 0 })).deliveryCount);
    expect(counts).toEqual([1, 2, 3]);
  });

  test('the visibility of the queue holds when the get names none', async () => {
    queueId = await t.createQueue({ visibilityInSeconds: 7 });
    await put('a');
    expect(only(await get()).visibleAfter).toBe(iso(t.clock.now() + 7_000));
  });

  test('a filtered get reads only its channel', async () => {
    await putTo('one');
    await putTo('two');
    await put('unnamed');
    expect((await get({ channelFilter: 'two' })).map(({ content }) => content)).toEqual(['to two']);
    expect(await get({ channelFilter: 'three' })).toEqual([]);
  });

  test('an unfiltered get answers from one channel at a time and reaches them all', async () => {
    await putTo('one');
    await putTo('one');
    await putTo('two');
    const first = await get();
    const second = await get();
    expect(new Set(first.map(({ content }) => content)).size).toBe(1);
    expect([...first, ...second].map(({ content }) => content).toSorted()).toEqual([
      'to one',
      'to one',
      'to two',
    ]);
  });

  test('at most `limit` messages are returned', async () => {
    await put('a', 'b', 'c');
    expect(await get({ limit: 2 })).toHaveLength(2);
    expect(await get({ limit: 2 })).toHaveLength(1);
  });
});

describe('receipts', () => {
  test('have 300 base64url characters and are fresh for each delivery', async () => {
    await put('a');
    const [first, second] = [
      only(await get({ visibilityInSeconds: 0 })).receipt,
      only(await get({ visibilityInSeconds: 0 })).receipt,
    ];
    expect(first).toMatch(/^[A-Za-z0-9_-]{300}$/);
    expect(second).not.toBe(first);
  });

  test('an update moves the lease from now and keeps the receipt valid', async () => {
    await put('a');
    const { receipt, id } = only(await get());
    t.clock.runFor(10_000);
    const { updatedMessage } = await update(receipt, 43_200);
    expect(updatedMessage).toEqual({ id, visibleAfter: iso(t.clock.now() + 43_200_000) });
    await update(receipt, 60);
    t.clock.runFor(59_999);
    expect(await get()).toEqual([]);
    await remove(receipt);
    t.clock.runFor(1);
    expect(await get()).toEqual([]);
  });

  test('an update to 0 makes the message visible at once', async () => {
    await put('a');
    await update(only(await get()).receipt, 0);
    expect(only(await get()).deliveryCount).toBe(2);
  });

  test.each([
    ['update', (receipt: string) => update(receipt, 10)],
    ['delete', (receipt: string) => remove(receipt)],
  ])('a single %s with the receipt of an earlier delivery is a 409', async (_name, act) => {
    await put('a');
    const { receipt } = only(await get({ visibilityInSeconds: 1 }));
    t.clock.runFor(1_000);
    expect(await get()).toHaveLength(1);
    const refusal = await refusalOf(act(receipt));
    expect(refusal).toMatchObject({ statusCode: 409, serviceCode: 'Conflict' });
    expect(refusal.message).toMatch(/Receive it again/);
  });

  test('what was not issued for the queue is a 400', async () => {
    await put('a');
    const { receipt } = only(await get());
    queueId = await t.createQueue();
    for (const bad of [receipt, 'nonsense', 'A'.repeat(300)]) {
      expect(await refusalOf(remove(bad))).toMatchObject({
        statusCode: 400,
        serviceCode: 'InvalidParameter',
      });
    }
  });
});

describe('batches', () => {
  test('a failed entry fails alone: results keep the order and the failures are counted', async () => {
    await put('a', 'b');
    const [a, b] = await get({ visibilityInSeconds: 100 });
    const [receiptA = '', receiptB = ''] = [a?.receipt, b?.receipt];
    await remove(receiptA);
    const entries = [receiptA, 'garbage', receiptB].map((receipt) => ({ receipt, visibilityInSeconds: 500 }));
    const { updateMessagesResult } = await t.client.updateMessages({
      queueId,
      updateMessagesDetails: { entries },
    });
    expect(updateMessagesResult).toEqual({
      serverFailures: 0,
      clientFailures: 2,
      entries: [
        { errorCode: 409, errorMessage: expect.any(String) },
        { errorCode: 400, errorMessage: expect.any(String) },
        { id: b?.id, visibleAfter: iso(t.clock.now() + 500_000) },
      ],
    });
    const { deleteMessagesResult } = await t.client.deleteMessages({
      queueId,
      deleteMessagesDetails: { entries: [{ receipt: receiptB }, { receipt: receiptA }] },
    });
    expect(deleteMessagesResult).toEqual({
      serverFailures: 0,
      clientFailures: 1,
      entries: [{}, { errorCode: 409, errorMessage: expect.any(String) }],
    });
  });
});

describe('statistics', () => {
  test('tell visible, in-flight and dead messages apart', async () => {
    queueId = await t.createQueue({ deadLetterQueueDeliveryCount: 2 });
    await put('abc', 'de');
    await get({ limit: 1, visibilityInSeconds: 10 });
    expect(await stats()).toMatchObject({
      queue: { visibleMessages: 1, inFlightMessages: 1, sizeInBytes: 5 },
      dlq: { visibleMessages: 0, inFlightMessages: 0, sizeInBytes: 0 },
    });
    t.clock.runFor(10_000);
    await get({ visibilityInSeconds: 10 });
    t.clock.runFor(10_000);
    expect(await stats()).toMatchObject({ queue: { visibleMessages: 1 }, dlq: { visibleMessages: 1 } });
  });

  test('of one channel, and the list of channels', async () => {
    await putTo('one');
    await putTo('two');
    await get({ channelFilter: 'two' });
    const channel = await t.client.getStats({ queueId, channelId: 'two' });
    expect(channel.queueStats).toMatchObject({
      channelId: 'two',
      queue: { visibleMessages: 0, inFlightMessages: 1 },
    });
    const list = (request: object) => t.client.listChannels({ queueId, ...request });
    expect((await list({})).channelCollection.items).toEqual(['one', 'two']);
    expect((await list({ channelFilter: 'two' })).channelCollection.items).toEqual(['two']);
    const first = await list({ limit: 1 });
    expect(first.channelCollection.items).toEqual(['one']);
    expect((await list({ limit: 1, page: first.opcNextPage })).channelCollection.items).toEqual(['two']);
  });
});

test('a message is gone when its retention ends', async () => {
  queueId = await t.createQueue({ retentionInSeconds: 10 });
  await put('a');
  t.clock.runFor(9_999);
  expect(await get({ visibilityInSeconds: 0 })).toHaveLength(1);
  t.clock.runFor(1);
  expect(await get()).toEqual([]);
});

test('the request id of the client leads the one of the reply', async () => {
  const { opcRequestId } = await t.client.getStats({ queueId, opcRequestId: 'mine.7' });
  expect(opcRequestId).toMatch(/^mine\.7\/[0-9A-F]{32}\/[0-9A-F]{32}$/);
});

test('an unknown queue is a 404', async () => {
  queueId = 'ocid1.queue.oc1.emulator.nothing';
  expect(await refusalOf(stats())).toMatchObject({ statusCode: 404, serviceCode: 'NotAuthorizedOrNotFound' });
});
