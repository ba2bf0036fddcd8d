import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { refusalOf, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;

beforeEach(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  t = await startTestEmulator();
});
afterEach(() => t.close());

const reset = (body?: object) =>
  fetch(`${t.emulator.origin}/_emulator/reset`, {
    method: 'POST',
    ...(body && { body: JSON.stringify(body) }),
  });
const put = (queueId: string, content: string) =>
  t.client.putMessages({ queueId, putMessagesDetails: { messages: [{ content }] } });

test('a reset takes everything away, ends polls empty, and leaves the time', async () => {
  const queueId = await t.createQueue();
  const poll = t.client.getMessages({ queueId, timeoutInSeconds: 30 });
  await t.clock.untilWaiting(1);
  const nowMs = t.clock.now();
  expect((await reset()).status).toBe(204);
  expect((await poll).getMessages.messages).toEqual([]);
  expect(await refusalOf(t.client.getStats({ queueId }))).toMatchObject({ statusCode: 404 });
  const { queueCollection } = await t.admin.listQueues({ compartmentId: 'ocid1.compartment.oc1..test' });
  expect(queueCollection.items).toEqual([]);
  expect(t.clock.now()).toBe(nowMs);
  await put(await t.createQueue(), 'after it');
});

test('a reset of one queue takes its messages, dead ones too, and nothing else', async () => {
  const [queueId, other] = [
    await t.createQueue({ deadLetterQueueDeliveryCount: 1, displayName: 'cleared' }),
    await t.createQueue(),
  ];
  await put(queueId, 'dead');
  await t.client.getMessages({ queueId, visibilityInSeconds: 1, timeoutInSeconds: 0 });
  t.clock.runFor(1_000);
  await put(queueId, 'visible');
  await put(other, 'kept');
  expect((await reset({ queue: 'cleared' })).status).toBe(204);
  const { queue, dlq } = (await t.client.getStats({ queueId })).queueStats;
  expect([queue.visibleMessages, dlq.visibleMessages]).toEqual([0, 0]);
  expect((await t.client.getStats({ queueId: other })).queueStats.queue.visibleMessages).toBe(1);
  expect((await reset({ queue: 'nobody' })).status).toBe(404);
});

test('what a reset does not know is refused', async () => {
  const queueId = await t.createQueue();
  expect((await reset({ everything: true })).status).toBe(400);
  await put(queueId, 'still there');
});
