import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { models } from 'oci-queue';
import { refusalOf, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
let queueId: string;
beforeAll(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  t = await startTestEmulator();
});
afterAll(() => t.close());
beforeEach(async () => {
  queueId = await t.createQueue({ capabilities: [{ type: 'CONSUMER_GROUPS' }] });
});

const create = (details: object = {}, opcRetryToken?: string) =>
  t.admin.createConsumerGroup({
    createConsumerGroupDetails: { displayName: 'audit', queueId, ...details },
    ...(opcRetryToken !== undefined && { opcRetryToken }),
  });
const made = async (details: object = {}): Promise<string> => {
  const { opcWorkRequestId } = await create(details);
  const { workRequest } = await t.admin.getWorkRequest({ workRequestId: opcWorkRequestId });
  return workRequest.resources[0]?.identifier ?? '';
};
const groupOf = async (consumerGroupId: string) =>
  (await t.admin.getConsumerGroup({ consumerGroupId })).consumerGroup;
const update = (consumerGroupId: string, updateConsumerGroupDetails: models.UpdateConsumerGroupDetails) =>
  t.admin.updateConsumerGroup({ consumerGroupId, updateConsumerGroupDetails });
const primaryId = async (): Promise<string> => {
  const displayName = 'Primary Consumer Group';
  const { consumerGroupCollection } = await t.admin.listConsumerGroups({ queueId, displayName });
  return consumerGroupCollection.items[0]?.id ?? '';
};

test('a group has its fields, with nulls for what it lacks (F8.groups, F6.empty-filter)', async () => {
  const id = await made();
  const created = new Date(t.clock.now()).toISOString();
  expect(id).toMatch(/^ocid1\.queueconsumergroup\.oc1\.emulator\.[a-z2-7]{60}$/);
  expect(await groupOf(id)).toEqual({
    id,
    queueId,
    displayName: 'audit',
    timeCreated: created,
    timeUpdated: created,
    lifecycleState: 'ACTIVE',
    lifecycleDetails: null,
    filter: '',
    deadLetterQueueDeliveryCount: null,
    freeformTags: {},
    definedTags: {},
    systemTags: {},
  });
});

test('its work request names the group, and the queue as related (F8.work-request)', async () => {
  const { opcWorkRequestId } = await create();
  const { workRequest } = await t.admin.getWorkRequest({ workRequestId: opcWorkRequestId });
  expect(workRequest.operationType).toBe('CREATE_CONSUMER_GROUP');
  const [group, queue] = workRequest.resources;
  expect(group).toMatchObject({ entityType: 'consumergroup', actionType: 'CREATED' });
  expect(group?.entityUri).toBe(`/consumerGroups/${group?.identifier}`);
  expect(queue).toMatchObject({ entityType: 'queue', actionType: 'RELATED', identifier: queueId });
});

test('an update changes what it names, and may unset deliveries (F6.life, F6.own-deliveries)', async () => {
  const id = await made({
    filter: ':kind = "now"',
    deadLetterQueueDeliveryCount: 20,
    freeformTags: { a: 'b' },
  });
  await update(id, { isEnabled: false, displayName: 'archive' });
  const changed = await groupOf(id);
  expect(changed).toMatchObject({
    displayName: 'archive',
    lifecycleState: 'INACTIVE',
    filter: ':kind = "now"',
    deadLetterQueueDeliveryCount: 20,
    freeformTags: { a: 'b' },
  });
  await update(id, { isEnabled: true, filter: '', deadLetterQueueDeliveryCount: -1 });
  expect(await groupOf(id)).toMatchObject({
    lifecycleState: 'ACTIVE',
    filter: '',
    deadLetterQueueDeliveryCount: null,
  });
});

test('an update may be empty (F8.empty-update)', async () => {
  const id = await made();
  const before = await groupOf(id);
  await update(id, {});
  expect(await groupOf(id)).toEqual(before);
});

test('a deleted group stays readable as DELETED, but takes no changes (F6.life, F5.not-found)', async () => {
  const consumerGroupId = await made();
  await t.admin.deleteConsumerGroup({ consumerGroupId });
  expect((await groupOf(consumerGroupId)).lifecycleState).toBe('DELETED');
  for (const call of [
    () => update(consumerGroupId, {}),
    () => t.admin.deleteConsumerGroup({ consumerGroupId }),
  ])
    expect(await refusalOf(call())).toMatchObject({
      statusCode: 404,
      serviceCode: 'NotAuthorizedOrNotFound',
    });
});

test('groups go with their queue (F8.deleted-queue)', async () => {
  const id = await made();
  await t.admin.deleteQueue({ queueId });
  expect((await groupOf(id)).lifecycleState).toBe('DELETED');
});

test('the primary group can be disabled and renamed, but not deleted (F6.primary, F6.primary-disabled)', async () => {
  const consumerGroupId = await primaryId();
  await update(consumerGroupId, { isEnabled: false, displayName: 'default' });
  expect(await groupOf(consumerGroupId)).toMatchObject({
    lifecycleState: 'INACTIVE',
    displayName: 'default',
  });
  const { statusCode, message } = await refusalOf(t.admin.deleteConsumerGroup({ consumerGroupId }));
  expect(statusCode).toBe(409);
  expect(message).toMatch(/cannot be deleted\. Disable it/);
});

test('the primary group has no filter (F6.primary-filter)', async () => {
  const { statusCode, message } = await refusalOf(update(await primaryId(), { filter: ':a' }));
  expect(statusCode).toBe(400);
  expect(message).toMatch(/cannot have a filter/);
});

test('the same create with the same token makes one group (F1.retry-token, F5.retry-token)', async () => {
  const first = await create({}, 'token');
  expect((await create({}, 'token')).opcWorkRequestId).toBe(first.opcWorkRequestId);
  expect(await refusalOf(create({ displayName: 'other' }, 'token'))).toMatchObject({
    statusCode: 409,
    serviceCode: 'InvalidatedRetryToken',
  });
});

describe('a group is refused', () => {
  test.each([
    ['with an empty name', { displayName: '' }, /The length of displayName is 0, allowed are 1 to 255/],
    ['with a name of 256 characters', { displayName: 'n'.repeat(256) }, /is 256/],
    ['with deliveries out of range', { deadLetterQueueDeliveryCount: 21 }, /is 21, allowed are 0 to 20/],
    ['with deliveries below zero', { deadLetterQueueDeliveryCount: -1 }, /is -1, allowed are 0 to 20/],
    ['with a filter that cannot be read', { filter: ':a LIKE "b"' }, /filter/],
    ['with a filter that is no text', { filter: 5 }, /filter/],
    ['with tags that are no texts', { freeformTags: { a: 1 } }, /must be string/],
    ['without a queue', { queueId: undefined }, /queueId/],
  ])('%s (F5.parameter)', async (_name, details, message) => {
    const refusal = await refusalOf(create(details));
    expect(refusal).toMatchObject({ statusCode: 400, serviceCode: 'InvalidParameter' });
    expect(refusal.message).toMatch(message);
  });

  test('for a queue that does not exist (F5.related)', async () => {
    expect(await refusalOf(create({ queueId: 'ocid1.queue.oc1..none' }))).toMatchObject({
      statusCode: 400,
      serviceCode: 'RelatedResourceNotAuthorizedOrNotFound',
    });
  });

  test('for a queue without the capability (F6.capability)', async () => {
    const refusal = await refusalOf(create({ queueId: await t.createQueue() }));
    expect(refusal.statusCode).toBe(400);
    expect(refusal.message).toMatch(/Add the capability CONSUMER_GROUPS/);
  });

  test('when its name is taken, whatever the case (F8.groups)', async () => {
    const id = await made();
    expect(await refusalOf(create({ displayName: 'AUDIT' }))).toMatchObject({
      statusCode: 409,
      serviceCode: 'NotAuthorizedOrResourceAlreadyExists',
    });
    expect(await refusalOf(update(await primaryId(), { displayName: 'Audit' }))).toMatchObject({
      statusCode: 409,
    });
    await update(id, { displayName: 'Audit' });
    await made({ queueId: await t.createQueue({ capabilities: [{ type: 'CONSUMER_GROUPS' }] }) });
  });

  test('when there are 10, the primary one included (F1.groups, F5.limit-code)', async () => {
    for (let n = 2; n <= 10; n++) await made({ displayName: `group-${n}` });
    const refusal = await refusalOf(create());
    expect(refusal).toMatchObject({ statusCode: 400, serviceCode: 'LimitExceeded' });
    expect(refusal.message).toMatch(/has 10 consumer groups, allowed are 10/);
  });
});

test('every operation on a group that does not exist is a 404 (F5.not-found)', async () => {
  const consumerGroupId = 'ocid1.queueconsumergroup.oc1..none';
  const calls = [
    () => groupOf(consumerGroupId),
    () => update(consumerGroupId, {}),
    () => t.admin.deleteConsumerGroup({ consumerGroupId }),
  ];
  for (const call of calls)
    expect(await refusalOf(call())).toMatchObject({
      statusCode: 404,
      serviceCode: 'NotAuthorizedOrNotFound',
    });
});
