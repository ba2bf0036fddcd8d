import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { models } from 'oci-queue';
import {
  COMPARTMENT,
  refusalOf,
  startTestEmulator,
  type TestEmulator,
} from '../spec-support/test-emulator.js';

let t: TestEmulator;

beforeAll(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  t = await startTestEmulator();
});
afterAll(() => t.close());

const queueOf = async (queueId: string) => (await t.admin.getQueue({ queueId })).queue;
const create = (details: Partial<models.CreateQueueDetails>) =>
  t.admin.createQueue({
    createQueueDetails: { displayName: 'q', compartmentId: COMPARTMENT, ...details },
  });

test('a queue is ACTIVE with the defaults of the service, and reachable at its endpoint', async () => {
  const id = await t.createQueue({ displayName: 'orders' });
  const created = new Date(t.clock.now()).toISOString();
  expect(id).toMatch(/^ocid1\.queue\.oc1\.emulator\.[a-z2-7]{60}$/);
  expect(await queueOf(id)).toEqual({
    id,
    displayName: 'orders',
    compartmentId: COMPARTMENT,
    timeCreated: created,
    timeUpdated: created,
    lifecycleState: 'ACTIVE',
    lifecycleDetails: null,
    messagesEndpoint: t.emulator.origin,
    retentionInSeconds: 86_400,
    visibilityInSeconds: 30,
    timeoutInSeconds: 30,
    deadLetterQueueDeliveryCount: 0,
    customEncryptionKeyId: null,
    channelConsumptionLimit: 100,
    capabilities: [],
    freeformTags: {},
    definedTags: {},
    systemTags: {},
  });
});

test("Oracle's waiter sees the work request succeed", async () => {
  const { opcWorkRequestId } = await create({});
  const waited = await t.admin.createWaiters().forWorkRequest({ workRequestId: opcWorkRequestId });
  expect(waited.workRequest).toMatchObject({
    operationType: 'CREATE_QUEUE',
    status: 'SUCCEEDED',
    percentComplete: 100,
    resources: [
      { entityType: 'queue', actionType: 'CREATED', entityUri: expect.stringMatching(/^\/queues\/ocid1/) },
    ],
  });
  const { workRequestSummaryCollection } = await t.admin.listWorkRequests({
    workRequestId: opcWorkRequestId,
  });
  expect(workRequestSummaryCollection.items.map(({ id }) => id)).toEqual([opcWorkRequestId]);
});

describe('ranges', () => {
  test.each<[keyof models.CreateQueueDetails, number, number]>([
    ['retentionInSeconds', 10, 604_800],
    ['visibilityInSeconds', 1, 43_200],
    ['timeoutInSeconds', 0, 30],
    ['deadLetterQueueDeliveryCount', 0, 20],
    ['channelConsumptionLimit', 1, 100],
  ])('%s is %i to %i', async (field, min, max) => {
    for (const value of [min, max])
      expect(await queueOf(await t.createQueue({ [field]: value }))).toMatchObject({ [field]: value });
    for (const value of [min - 1, max + 1]) {
      const refusal = await refusalOf(create({ [field]: value }));
      expect(refusal).toMatchObject({ statusCode: 400, serviceCode: 'InvalidParameter' });
      expect(refusal.message).toContain(`${field} is ${value}, allowed are ${min} to ${max}`);
    }
  });

  test.each([
    ['an empty name', { displayName: '' }],
    ['a name of 256 characters', { displayName: 'n'.repeat(256) }],
    ['a compartment that is missing', { compartmentId: '' }],
    ['a capability', { capabilities: [{ type: 'CONSUMER_GROUPS' }] }],
  ])('%s is refused', async (_name, details) => {
    expect(await refusalOf(create(details))).toMatchObject({
      statusCode: 400,
      serviceCode: 'InvalidParameter',
    });
  });
});

describe('update', () => {
  test('changes what it names, and takes effect on messages', async () => {
    const queueId = await t.createQueue({ customEncryptionKeyId: 'ocid1.key' });
    const update = { deadLetterQueueDeliveryCount: 1, displayName: 'renamed', customEncryptionKeyId: '' };
    await t.admin.updateQueue({ queueId, updateQueueDetails: update });
    expect(await queueOf(queueId)).toMatchObject({
      ...update,
      customEncryptionKeyId: null,
      visibilityInSeconds: 30,
    });
    await t.client.putMessages({ queueId, putMessagesDetails: { messages: [{ content: 'a' }] } });
    await t.client.getMessages({ queueId, visibilityInSeconds: 1 });
    t.clock.runFor(1_000);
    expect((await t.client.getStats({ queueId })).queueStats.dlq.visibleMessages).toBe(1);
  });

  test('may be empty', async () => {
    const queueId = await t.createQueue();
    const before = await queueOf(queueId);
    await t.admin.updateQueue({ queueId, updateQueueDetails: {} });
    expect(await queueOf(queueId)).toEqual(before);
  });

  test('needs the etag that the queue has, when it names one', async () => {
    const queueId = await t.createQueue();
    const { etag } = await t.admin.getQueue({ queueId });
    const rename = (ifMatch: string) =>
      t.admin.updateQueue({ queueId, ifMatch, updateQueueDetails: { displayName: 'next' } });
    await rename(etag);
    expect(await refusalOf(rename(etag))).toMatchObject({ statusCode: 412, serviceCode: 'NoEtagMatch' });
  });
});

test('a deleted queue takes no messages, but stays readable as DELETED', async () => {
  const queueId = await t.createQueue();
  await t.admin.deleteQueue({ queueId });
  expect((await queueOf(queueId)).lifecycleState).toBe('DELETED');
  expect(await refusalOf(t.client.getStats({ queueId }))).toMatchObject({ statusCode: 404 });
  expect(await refusalOf(t.admin.deleteQueue({ queueId }))).toMatchObject({ statusCode: 404 });
});

test('queues are listed by compartment, name, state and page', async () => {
  const compartmentId = 'ocid1.compartment.oc1..list';
  for (const displayName of ['b', 'a', 'c']) {
    await t.createQueue({ compartmentId, displayName });
    t.clock.runFor(1);
  }
  const names = async (request: object) =>
    (await t.admin.listQueues({ compartmentId, ...request })).queueCollection.items.map(
      (queue) => queue.displayName,
    );
  expect(await names({})).toEqual(['c', 'a', 'b']);
  expect(await names({ sortOrder: 'ASC' })).toEqual(['b', 'a', 'c']);
  expect(await names({ sortBy: 'displayName' })).toEqual(['a', 'b', 'c']);
  expect(await names({ displayName: 'a' })).toEqual(['a']);
  expect(await names({ lifecycleState: 'DELETED' })).toEqual([]);
  const { opcNextPage } = await t.admin.listQueues({ compartmentId, limit: 2 });
  expect(await names({ limit: 2, page: opcNextPage })).toEqual(['b']);
});
