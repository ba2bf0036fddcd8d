import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';
import { DEFAULT_COMPARTMENT, type QueueDefinition } from './queue-definition.js';

let t: TestEmulator;
const ID = 'ocid1.queue.oc1..orders';
beforeAll(async () => {
  t = await startTestEmulator({ queues: [{ displayName: 'orders', id: ID, retentionInSeconds: 604_800 }] });
});
afterAll(() => t.close());

const define = async (definition: QueueDefinition) => {
  const response = await fetch(`${t.emulator.origin}/_emulator/queues`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(definition),
  });
  const document = (await response.json()) as { id: string; message: string };
  return { status: response.status, ...document };
};

test('a queue that was configured is there from the start, under its id', async () => {
  const { queue } = await t.admin.getQueue({ queueId: ID });
  expect(queue).toMatchObject({
    displayName: 'orders',
    compartmentId: DEFAULT_COMPARTMENT,
    lifecycleState: 'ACTIVE',
    retentionInSeconds: 604_800,
    visibilityInSeconds: 30,
    messagesEndpoint: t.emulator.origin,
  });
  await t.client.putMessages({ queueId: ID, putMessagesDetails: { messages: [{ content: 'a' }] } });
});

test('a queue with consumer groups has its primary one from the start', async () => {
  const { id: queueId } = await define({ displayName: 'fan', capabilities: [{ type: 'CONSUMER_GROUPS' }] });
  const { consumerGroupCollection } = await t.admin.listConsumerGroups({ queueId });
  expect(consumerGroupCollection.items).toMatchObject([
    { displayName: 'Primary Consumer Group', lifecycleState: 'ACTIVE' },
  ]);
});

test('a queue is made at once, and a second time is the same queue, unchanged', async () => {
  const made = await define({ displayName: 'mails', visibilityInSeconds: 60 });
  expect(made.status).toBe(201);
  const again = await define({ displayName: 'mails', visibilityInSeconds: 90 });
  expect(again).toMatchObject({ status: 200, id: made.id, visibilityInSeconds: 60 });
  expect(await define({ displayName: 'other name', id: ID })).toMatchObject({
    status: 200,
    displayName: 'orders',
  });
  expect((await define({ displayName: 'mails', compartmentId: 'another' })).status).toBe(201);
});

test.each([
  [{ displayName: '' }, /length of displayName is 0/],
  [{ displayName: 'a', retentionInSeconds: 5 }, /retentionInSeconds is 5, allowed are 10 to 604800 s/],
  [{ displayName: 'a', id: 'orders' }, /body\/id must match pattern/],
  [{ displayName: 'a', retention: 5 }, /must NOT have additional properties/],
])('%j is refused', async (definition, message) => {
  const refused = await define(definition as QueueDefinition);
  expect(refused.status).toBe(400);
  expect(refused.message).toMatch(message);
});

test('a configuration that cannot be is refused with its place, and nothing is left running', async () => {
  const queues = [{ displayName: 'a' }, { displayName: 'b', timeoutInSeconds: 31 }];
  await expect(startTestEmulator({ queues })).rejects.toThrow(
    /^queues\[1\]: timeoutInSeconds is 31, allowed are 0 to 30/,
  );
});
