import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { refusalOf, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;

beforeEach(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  t = await startTestEmulator();
});
afterEach(() => t.close());

const own = (path: string, init?: RequestInit) => fetch(`${t.emulator.origin}/_emulator/${path}`, init);
const snapshot = async (): Promise<string> => (await own('snapshot')).text();
const restore = (body: string, times = '') =>
  own(`restore${times && `?times=${times}`}`, { method: 'POST', body });
const messageOf = async (response: Response) => ((await response.json()) as { message: string }).message;
const put = (queueId: string, ...contents: string[]) =>
  t.client.putMessages({
    queueId,
    putMessagesDetails: { messages: contents.map((content) => ({ content })) },
  });
const get = async (queueId: string, visibilityInSeconds = 60) =>
  (await t.client.getMessages({ queueId, visibilityInSeconds, timeoutInSeconds: 0 })).getMessages.messages;
const counts = async (queueId: string) => {
  const { queue, dlq } = (await t.client.getStats({ queueId })).queueStats;
  return [queue.visibleMessages, queue.inFlightMessages, dlq.visibleMessages];
};

/** One visible, one hidden for 60 s, one dead. */
const aFilledQueue = async (): Promise<string> => {
  const queueId = await t.createQueue({ deadLetterQueueDeliveryCount: 1, retentionInSeconds: 600 });
  await put(queueId, 'dead');
  await get(queueId, 1);
  t.clock.runFor(1_000);
  await put(queueId, 'hidden');
  await get(queueId, 60);
  await put(queueId, 'visible');
  return queueId;
};

test('a restore brings everything back, and what came since is gone', async () => {
  const queueId = await aFilledQueue();
  const before = await snapshot();
  await get(queueId);
  await put(queueId, 'later');
  const later = await t.createQueue();
  const response = await restore(before);
  expect([response.status, await response.json()]).toEqual([
    200,
    { queues: 1, takenAt: new Date(t.clock.now()).toISOString() },
  ]);
  expect(await counts(queueId)).toEqual([1, 1, 1]);
  expect(await refusalOf(t.client.getStats({ queueId: later }))).toMatchObject({ statusCode: 404 });
  expect(await snapshot()).toBe(before);
});

test('a snapshot can be restored by another emulator, with texts of any kind', async () => {
  const queueId = await t.createQueue();
  await put(queueId, 'Ä\u2028消息 "\\\n\0', 'half \ud800');
  const taken = await snapshot();
  await t.close();
  t = await startTestEmulator();
  expect((await restore(taken)).status).toBe(200);
  expect((await get(queueId)).map(({ content }) => content)).toEqual(['Ä\u2028消息 "\\\n\0', 'half \ud800']);
  const { queue } = await t.admin.getQueue({ queueId });
  expect(queue.messagesEndpoint).toBe(t.emulator.origin);
});

describe('time', () => {
  test('instants stay, so what was to lapse since has lapsed', async () => {
    const queueId = await aFilledQueue();
    const before = await snapshot();
    t.clock.runFor(60_000);
    await restore(before);
    expect(await counts(queueId)).toEqual([1, 0, 2]);
  });

  test('or are moved, as if no time had passed', async () => {
    const queueId = await aFilledQueue();
    const before = await snapshot();
    t.clock.runFor(86_400_000);
    await restore(before, 'shifted');
    expect(await counts(queueId)).toEqual([1, 1, 1]);
    t.clock.runFor(60_000);
    expect(await counts(queueId)).toEqual([1, 0, 2]);
  });

  test('a snapshot of the future is refused, unless it is moved', async () => {
    const earlier = t;
    earlier.clock.runFor(60_000);
    const taken = await snapshot();
    await earlier.close();
    t = await startTestEmulator();
    const response = await restore(taken);
    expect(response.status).toBe(400);
    expect(await messageOf(response)).toMatch(/Advance the clock first, or restore with times=shifted/);
    expect((await restore(taken, 'shifted')).status).toBe(200);
  });
});

test('receipts from before a restore cannot be read any more: they may name another delivery', async () => {
  const queueId = await t.createQueue();
  await put(queueId, 'a');
  const taken = await snapshot();
  const [{ receipt = '' } = {}] = await get(queueId);
  await restore(taken);
  const call = t.client.deleteMessage({ queueId, messageReceipt: receipt });
  expect(await refusalOf(call)).toMatchObject({ statusCode: 400 });
  expect(await counts(queueId)).toEqual([1, 0, 0]);
});

test('polls that wait end empty, and later ones see the restored state', async () => {
  const queueId = await t.createQueue();
  const taken = await snapshot();
  const poll = t.client.getMessages({ queueId, timeoutInSeconds: 30 });
  await t.clock.untilWaiting(1);
  await restore(taken);
  expect((await poll).getMessages.messages).toEqual([]);
  const next = t.client.getMessages({ queueId, timeoutInSeconds: 30 });
  await t.clock.untilWaiting(1);
  await put(queueId, 'a');
  expect((await next).getMessages.messages).toHaveLength(1);
});
