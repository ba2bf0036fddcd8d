import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
let queueId: string;

beforeAll(async () => {
  t = await startTestEmulator({ auth: 'off' });
});
afterAll(() => t.close());
beforeEach(async () => {
  queueId = await t.createQueue();
  t.clock.traffic.length = 0;
});
afterEach(() => t.clock.untilQuiet());

const put = (...contents: string[]) =>
  t.client.putMessages({
    queueId,
    putMessagesDetails: {
      messages: contents.map((content) => ({ content, metadata: { channelId: 'ready' } })),
    },
  });
const poll = async (timeoutInSeconds?: number, request: object = {}) => {
  const wait = timeoutInSeconds === undefined ? {} : { timeoutInSeconds };
  const { getMessages } = await t.client.getMessages({
    queueId,
    visibilityInSeconds: 30,
    ...wait,
    ...request,
  });
  return getMessages.messages.map(({ content }) => content);
};
const take = async () => (await t.client.getMessages({ queueId, timeoutInSeconds: 0 })).getMessages.messages;
const hide = (receipt: string | undefined, visibilityInSeconds: number) =>
  t.client.updateMessage({
    queueId,
    messageReceipt: receipt ?? '',
    updateMessageDetails: { visibilityInSeconds },
  });

test('answers at once when something is visible, without waiting to fill its limit (F3.long-poll)', async () => {
  await put('a');
  expect(await poll(30)).toEqual(['a']);
});

test.each([
  ['a put', async () => void (await put('a'))],
  ['a lapse', () => Promise.resolve(t.clock.runFor(10_000))],
  ['a lapse that a skip lands on', () => Promise.resolve(t.clock.jumpBy(10_000))],
])('wakes on %s (F3.long-poll, F3.wake-on-lapse)', async (name, cause) => {
  if (name !== 'a put') {
    await put('a');
    await hide((await take())[0]?.receipt, 10);
  }
  const polled = poll(30);
  await t.clock.untilWaiting(1);
  await cause();
  expect(await polled).toEqual(['a']);
});

test('wakes on an update to 0 (F3.long-poll, F3.update-zero)', async () => {
  await put('a');
  const [taken] = await take();
  const polled = poll(30);
  await t.clock.untilWaiting(1);
  await hide(taken?.receipt, 0);
  expect(await polled).toEqual(['a']);
});

test.each([
  ['its own timeout', 5, {}],
  ['the timeout of the queue when it names none', undefined, { timeoutInSeconds: 5 }],
])('ends empty at %s, in queue time (F3.empty-poll, F1.polling)', async (_name, timeout, details) => {
  queueId = await t.createQueue(details);
  const ended: string[][] = [];
  const polled = poll(timeout).then((contents) => ended.push(contents));
  await t.clock.untilWaiting(1);
  t.clock.runFor(4_999);
  await t.client.getStats({ queueId });
  expect(ended).toEqual([]);
  t.clock.runFor(1);
  await polled;
  expect(ended).toEqual([[]]);
});

test('a message comes before the deadline of the same instant', async () => {
  await put('a');
  await hide((await take())[0]?.receipt, 5);
  const polled = poll(5);
  await t.clock.untilWaiting(1);
  t.clock.jumpBy(5_000);
  expect(await polled).toEqual(['a']);
});

test('a skip passes over deadlines: such a poll answers at its target', async () => {
  await put('a');
  await hide((await take())[0]?.receipt, 3_600);
  const polls = [poll(5), poll(5)];
  await t.clock.untilWaiting(2);
  t.clock.jumpBy(3_600_000);
  expect((await Promise.all(polls)).toSorted()).toEqual([[], ['a']]);
});

test('what lapses at one instant goes to one poll in one batch, the rest to the next', async () => {
  await put(...Array.from({ length: 20 }, (_, index) => `${index}`));
  await put('20', '21');
  const taken = [
    ...(await t.client.getMessages({ queueId, limit: 20 })).getMessages.messages,
    ...(await take()),
  ];
  await t.client.updateMessages({
    queueId,
    updateMessagesDetails: {
      entries: taken.slice(0, 20).map(({ receipt }) => ({ receipt, visibilityInSeconds: 10 })),
    },
  });
  for (const { receipt } of taken.slice(20)) await hide(receipt, 10);
  const first = poll(30, { limit: 20 });
  await t.clock.untilWaiting(1);
  const second = poll(30, { limit: 20 });
  await t.clock.untilWaiting(2);
  t.clock.jumpBy(10_000);
  expect((await first).length).toBe(20);
  expect((await second).length).toBe(2);
});

test('a poll for a channel is passed over by messages of another', async () => {
  const other = poll(30, { channelFilter: 'other' });
  await t.clock.untilWaiting(1);
  const ready = poll(30, { channelFilter: 'ready' });
  await t.clock.untilWaiting(2);
  await put('a');
  expect(await ready).toEqual(['a']);
  t.clock.jumpBy(30_000);
  expect(await other).toEqual([]);
});

test('a poll whose client has gone takes nothing', async () => {
  const { port } = new URL(t.emulator.origin);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    `GET /20210201/queues/${queueId}/messages?timeoutInSeconds=30 HTTP/1.1\r\nhost: localhost\r\n\r\n`,
  );
  await t.clock.untilWaiting(1);
  socket.destroy();
  await t.clock.untilQuiet();
  await put('a');
  expect(await take()).toMatchObject([{ content: 'a', deliveryCount: 1 }]);
});

test('the clock hears of every request once, of the wait of a poll, and of its answer before it leaves', async () => {
  const polled = poll(30);
  await t.clock.untilWaiting(1);
  await put('a');
  await polled;
  await t.clock.untilQuiet();
  expect(t.clock.traffic.slice(0, 4)).toEqual(['+', 'w', '+', 'a']);
  expect(t.clock.traffic.slice(4)).toEqual(['-', '-']);
});

test('the next event is that of a queue, never the deadline of a poll', async () => {
  const { queueCollection } = await t.admin.listQueues({});
  for (const { id } of queueCollection.items) await t.admin.deleteQueue({ queueId: id });
  queueId = await t.createQueue();
  const other = await t.createQueue({ retentionInSeconds: 100 });
  expect(t.clock.nextEventMs).toBe(undefined);
  const polled = poll(30);
  await t.clock.untilWaiting(1);
  expect(t.clock.nextEventMs).toBe(undefined);
  await t.client.putMessages({ queueId: other, putMessagesDetails: { messages: [{ content: 'x' }] } });
  expect(t.clock.nextEventMs).toBe(t.clock.now() + 100_000);
  t.clock.jumpBy(100_000);
  await polled;
  expect(t.clock.nextEventMs).toBe(undefined);
});

test('deleting the queue ends its polls', async () => {
  const polled = poll(30);
  await t.clock.untilWaiting(1);
  await t.admin.deleteQueue({ queueId });
  expect(await polled).toEqual([]);
});
