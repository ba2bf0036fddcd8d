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
const create = (details: object) =>
  t.admin.createQueue({
    createQueueDetails: { displayName: 'q', compartmentId: COMPARTMENT, ...details },
  });
const update = (queueId: string, updateQueueDetails: object) =>
  t.admin.updateQueue({ queueId, updateQueueDetails });

test('a queue has the defaults of the service, and nulls for what it lacks (F8.defaults, F8.nulls, F8.queue-fields, F8.dates, F8.messages-endpoint)', async () => {
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

const RANGES: readonly [keyof models.CreateQueueDetails, number, number][] = [
  ['visibilityInSeconds', 1, 43_200],
  ['timeoutInSeconds', 0, 30],
  ['deadLetterQueueDeliveryCount', 0, 20],
  ['channelConsumptionLimit', 1, 100],
];

describe('ranges (F1.retention, F1.queue-visibility, F1.polling, F1.deliveries, F1.channel-consumption, F5.parameter)', () => {
  test.each([['retentionInSeconds', 10, 604_800] as const, ...RANGES])(
    'in a create %s is %i to %i',
    async (field, min, max) => {
      for (const value of [min, max])
        expect(await queueOf(await t.createQueue({ [field]: value }))).toMatchObject({ [field]: value });
      for (const value of [min - 1, max + 1]) {
        const refusal = await refusalOf(create({ [field]: value }));
        expect(refusal).toMatchObject({ statusCode: 400, serviceCode: 'InvalidParameter' });
        expect(refusal.message).toContain(`${field} is ${value}, allowed are ${min} to ${max}`);
      }
    },
  );

  test.each(RANGES)('in an update %s is %i to %i', async (field, min, max) => {
    const queueId = await t.createQueue();
    for (const value of [min, max]) {
      await update(queueId, { [field]: value });
      expect(await queueOf(queueId)).toMatchObject({ [field]: value });
    }
    for (const value of [min - 1, max + 1])
      expect(await refusalOf(update(queueId, { [field]: value }))).toMatchObject({ statusCode: 400 });
    expect(await queueOf(queueId)).toMatchObject({ [field]: max, lifecycleState: 'ACTIVE' });
  });
});

describe('what a queue may not be (F1.display-name, F5.parameter)', () => {
  const tooMany = 'n'.repeat(256);
  const tags = [
    ['a name that is empty', { displayName: '' }],
    ['a name of 256 characters', { displayName: tooMany }],
    ['a number that is not whole', { visibilityInSeconds: 1.5 }],
    ['a number as a text', { visibilityInSeconds: '30' }],
    ['a tag that is no text', { freeformTags: { a: 1 } }],
    ['tags as a list', { freeformTags: [] }],
    ['a namespace that holds no tags', { definedTags: { 'foo-namespace': 'a' } }],
    ['a key id that is no text', { customEncryptionKeyId: 5 }],
  ] as const;

  test.each([
    ...tags,
    ['a compartment that is empty', { compartmentId: '' }],
    ['a compartment that is missing', { compartmentId: undefined }],
    ['a name that is missing', { displayName: undefined }],
  ])('when it is made: %s', async (_name, details) => {
    expect(await refusalOf(create(details))).toMatchObject({
      statusCode: 400,
      serviceCode: 'InvalidParameter',
    });
  });

  test.each(tags)('when it is changed: %s', async (_name, details) => {
    const queueId = await t.createQueue();
    expect(await refusalOf(update(queueId, details))).toMatchObject({ statusCode: 400 });
    expect(await queueOf(queueId)).toMatchObject({ displayName: 'test', lifecycleState: 'ACTIVE' });
  });
});

describe('an update', () => {
  test('changes what it names, and takes effect on messages (F8.update-queue)', async () => {
    const queueId = await t.createQueue({ customEncryptionKeyId: 'ocid1.key' });
    const changes = { deadLetterQueueDeliveryCount: 1, displayName: 'renamed' };
    await update(queueId, { ...changes, customEncryptionKeyId: '' });
    expect(await queueOf(queueId)).toMatchObject({
      ...changes,
      customEncryptionKeyId: null,
      visibilityInSeconds: 30,
    });
    await t.client.putMessages({ queueId, putMessagesDetails: { messages: [{ content: 'a' }] } });
    await t.client.getMessages({ queueId, visibilityInSeconds: 1 });
    t.clock.runFor(1_000);
    expect((await t.client.getStats({ queueId })).queueStats.dlq.visibleMessages).toBe(1);
  });

  test('to fewer deliveries spares what is in flight (F3.dlq-lowered)', async () => {
    const queueId = await t.createQueue({ deadLetterQueueDeliveryCount: 3 });
    await t.client.putMessages({ queueId, putMessagesDetails: { messages: [{ content: 'a' }] } });
    await t.client.getMessages({ queueId, visibilityInSeconds: 1 });
    await update(queueId, { deadLetterQueueDeliveryCount: 1 });
    t.clock.runFor(1_000);
    expect((await t.client.getStats({ queueId })).queueStats).toMatchObject({
      queue: { visibleMessages: 1 },
      dlq: { visibleMessages: 0 },
    });
  });

  test('may be empty (F8.empty-update)', async () => {
    const queueId = await t.createQueue();
    const before = await queueOf(queueId);
    await update(queueId, {});
    expect(await queueOf(queueId)).toEqual(before);
  });

  test('replaces tags (F8.queue-fields)', async () => {
    const queueId = await t.createQueue({ freeformTags: { team: 'a' } });
    const definedTags = { 'foo-namespace': { 'bar-key': 'value', count: 1 } };
    await update(queueId, { freeformTags: { stage: 'test' }, definedTags });
    expect(await queueOf(queueId)).toMatchObject({ freeformTags: { stage: 'test' }, definedTags });
  });
});

test('a queue moves to another compartment (F8.change-compartment)', async () => {
  const queueId = await t.createQueue();
  const compartmentId = 'ocid1.compartment.oc1..other';
  const changeQueueCompartmentDetails = { compartmentId };
  const { opcWorkRequestId } = await t.admin.changeQueueCompartment({
    queueId,
    changeQueueCompartmentDetails,
  });
  expect(await queueOf(queueId)).toMatchObject({ compartmentId, lifecycleState: 'ACTIVE' });
  const { workRequest } = await t.admin.getWorkRequest({ workRequestId: opcWorkRequestId });
  expect(workRequest).toMatchObject({ operationType: 'MOVE_QUEUE', compartmentId: COMPARTMENT });
  const nowhere = { queueId, changeQueueCompartmentDetails: { compartmentId: '' } };
  expect(await refusalOf(t.admin.changeQueueCompartment(nowhere))).toMatchObject({ statusCode: 400 });
});

test('a deleted queue takes no messages, but stays readable as DELETED (F8.deleted-queue)', async () => {
  const queueId = await t.createQueue();
  await t.admin.deleteQueue({ queueId });
  expect((await queueOf(queueId)).lifecycleState).toBe('DELETED');
  expect(await refusalOf(t.client.getStats({ queueId }))).toMatchObject({ statusCode: 404 });
  expect(await refusalOf(t.admin.deleteQueue({ queueId }))).toMatchObject({ statusCode: 404 });
});

test('every operation on a queue that does not exist is a 404 (F5.not-found)', async () => {
  const queueId = 'ocid1.queue.oc1..none';
  const calls = [
    () => t.admin.getQueue({ queueId }),
    () => update(queueId, {}),
    () => t.admin.deleteQueue({ queueId }),
    () =>
      t.admin.changeQueueCompartment({
        queueId,
        changeQueueCompartmentDetails: { compartmentId: COMPARTMENT },
      }),
  ];
  for (const call of calls) {
    const { statusCode, serviceCode, message } = await refusalOf(call());
    expect([statusCode, serviceCode]).toEqual([404, 'NotAuthorizedOrNotFound']);
    expect(message).toContain(queueId);
  }
});
