import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { TestClock } from '../spec-support/test-clock.js';
import { refusalOf, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let dataDir: string;
let clock: TestClock;
let t: TestEmulator;

beforeEach(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  dataDir = mkdtempSync(join(tmpdir(), 'snoozeq-durable-'));
  clock = new TestClock();
  t = await startTestEmulator({ auth: 'off', dataDir, clock });
});
afterEach(async () => {
  await t.close();
  rmSync(dataDir, { recursive: true });
});

const restart = async (passMs = 0): Promise<void> => {
  await t.close();
  const later = new TestClock();
  later.runFor(clock.now() + passMs - later.now());
  clock = later;
  t = await startTestEmulator({ auth: 'off', dataDir, clock });
};
const put = (queueId: string, ...contents: string[]) =>
  t.client.putMessages({
    queueId,
    putMessagesDetails: { messages: contents.map((content) => ({ content })) },
  });
/** Ids with every digit, which Oracle's client rounds. */
const putRaw = async (queueId: string): Promise<readonly string[]> => {
  const url = `${t.emulator.origin}/20210201/queues/${queueId}/messages`;
  const body = JSON.stringify({ messages: [{ content: 'raw' }] });
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });
  return [...(await response.text()).matchAll(/"id":(\d+)/g)].map(([, id]) => id ?? '');
};
const get = async (queueId: string, visibilityInSeconds = 60) =>
  (await t.client.getMessages({ queueId, visibilityInSeconds, timeoutInSeconds: 0 })).getMessages.messages;
const stats = async (queueId: string) => (await t.client.getStats({ queueId })).queueStats;

describe('over a restart', () => {
  test('messages stay as they were: hidden until their instant, with their counts and receipts (F3.durable)', async () => {
    const queueId = await t.createQueue();
    await put(queueId, 'hidden', 'deleted');
    const [hidden, deleted] = await get(queueId);
    await t.client.deleteMessage({ queueId, messageReceipt: deleted?.receipt ?? '' });
    await put(queueId, 'visible');
    await restart(10_000);
    expect((await stats(queueId)).queue).toMatchObject({ visibleMessages: 1, inFlightMessages: 1 });
    const details = {
      queueId,
      messageReceipt: hidden?.receipt ?? '',
      updateMessageDetails: { visibilityInSeconds: 5 },
    };
    expect((await t.client.updateMessage(details)).updatedMessage.visibleAfter).toBe(
      new Date(clock.now() + 5_000).toISOString(),
    );
    clock.runFor(5_000);
    const messages = await get(queueId);
    expect(messages.map(({ content, deliveryCount }) => [content, deliveryCount])).toEqual([
      ['visible', 1],
      ['hidden', 2],
    ]);
  });

  test('what lapses or expires while nothing runs does so on the next start', async () => {
    const queueId = await t.createQueue({ retentionInSeconds: 100, deadLetterQueueDeliveryCount: 1 });
    await put(queueId, 'expires');
    clock.runFor(50_000);
    await put(queueId, 'dies');
    await get(queueId, 10);
    await restart(51_000);
    expect(await stats(queueId)).toMatchObject({
      queue: { visibleMessages: 0, inFlightMessages: 0 },
      dlq: { visibleMessages: 1 },
    });
  });

  test('ids of messages go on, also when none is left', async () => {
    const queueId = await t.createQueue();
    const [first] = await putRaw(queueId);
    const [{ receipt = '' } = {}] = await get(queueId);
    await t.client.deleteMessage({ queueId, messageReceipt: receipt });
    await restart();
    const [second] = await putRaw(queueId);
    expect(BigInt(second ?? 0)).toBe(BigInt(first ?? 0) + 1n);
  });

  test('queues, their settings and their work requests stay; a deleted queue stays deleted', async () => {
    const kept = await t.createQueue({ displayName: 'kept', visibilityInSeconds: 7 });
    const gone = await t.createQueue({ displayName: 'gone' });
    const { opcWorkRequestId } = await t.admin.deleteQueue({ queueId: gone });
    await restart();
    const { queue, etag } = await t.admin.getQueue({ queueId: kept });
    expect(queue).toMatchObject({ visibilityInSeconds: 7, messagesEndpoint: t.emulator.origin });
    await t.admin.updateQueue({
      queueId: kept,
      updateQueueDetails: { displayName: 'renamed' },
      ifMatch: etag,
    });
    expect((await t.admin.getQueue({ queueId: gone })).queue.lifecycleState).toBe('DELETED');
    const { workRequest } = await t.admin.getWorkRequest({ workRequestId: opcWorkRequestId });
    expect(workRequest).toMatchObject({ operationType: 'DELETE_QUEUE', status: 'SUCCEEDED' });
  });

  test('a retry token is still known', async () => {
    const createQueueDetails = { displayName: 'once', compartmentId: 'ocid1.compartment.oc1..c' };
    const request = { createQueueDetails, opcRetryToken: 'token' };
    const first = await t.admin.createQueue(request);
    await restart();
    expect((await t.admin.createQueue(request)).opcWorkRequestId).toBe(first.opcWorkRequestId);
  });
});

test('a restored snapshot survives a restart, and what was before does not come back', async () => {
  const queueId = await t.createQueue();
  await put(queueId, 'in the snapshot');
  const taken = await (await fetch(`${t.emulator.origin}/_emulator/snapshot`)).text();
  await put(queueId, 'later');
  const gone = await t.createQueue();
  await fetch(`${t.emulator.origin}/_emulator/restore`, { method: 'POST', body: taken });
  await put(queueId, 'after the restore');
  await restart();
  expect((await get(queueId)).map(({ content }) => content)).toEqual([
    'in the snapshot',
    'after the restore',
  ]);
  expect(await refusalOf(t.client.getStats({ queueId: gone }))).toMatchObject({ statusCode: 404 });
});

test('a second emulator on the folder is refused', async () => {
  await expect(startTestEmulator({ dataDir })).rejects.toThrow(/is in use by this process/);
});

test('a start that fails leaves the folder to others', async () => {
  const port = Number(new URL(t.emulator.origin).port);
  const other = join(dataDir, '..', `${dataDir}-other`);
  await expect(startTestEmulator({ dataDir: other, port })).rejects.toThrow('EADDRINUSE');
  const next = await startTestEmulator({ dataDir: other });
  await next.close();
  rmSync(other, { recursive: true });
});

test('a clock behind the state is refused: queue time never goes back', async () => {
  clock.runFor(60_000);
  await t.createQueue();
  await t.close();
  await expect(startTestEmulator({ dataDir, clock: new TestClock() })).rejects.toThrow(
    /queue time never goes back/,
  );
  t = await startTestEmulator({ auth: 'off', dataDir, clock });
});

test('without a folder nothing is kept', async () => {
  const memory = await startTestEmulator();
  const queueId = await memory.createQueue();
  await memory.close();
  const next = await startTestEmulator();
  expect(await refusalOf(next.client.getStats({ queueId }))).toMatchObject({ statusCode: 404 });
  await next.close();
});
