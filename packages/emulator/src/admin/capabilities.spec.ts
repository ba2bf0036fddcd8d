import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
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

const GROUPS = { type: 'CONSUMER_GROUPS' };
const LARGE = { type: 'LARGE_MESSAGES' };
const groupsOf = async (queueId: string) =>
  (await t.admin.listConsumerGroups({ queueId })).consumerGroupCollection.items;
const capabilitiesOf = async (queueId: string) => (await t.admin.getQueue({ queueId })).queue.capabilities;
const update = (queueId: string, updateQueueDetails: object) =>
  t.admin.updateQueue({ queueId, updateQueueDetails });
const create = (...capabilities: object[]) =>
  t.admin.createQueue({
    createQueueDetails: { displayName: 'q', compartmentId: COMPARTMENT, capabilities: capabilities as never },
  });

const SHOWN_GROUPS = {
  ...GROUPS,
  isPrimaryConsumerGroupEnabled: null,
  primaryConsumerGroupDisplayName: null,
  primaryConsumerGroupFilter: null,
  primaryConsumerGroupDeadLetterQueueDeliveryCount: null,
};

test('are objects in a queue, with nulls, and texts in a list (F6.capability, F6.large, F8.summary-fields)', async () => {
  const queueId = await t.createQueue({ capabilities: [LARGE, GROUPS] });
  expect(await capabilitiesOf(queueId)).toEqual([LARGE, SHOWN_GROUPS]);
  const { queueCollection } = await t.admin.listQueues({ id: queueId });
  expect(queueCollection.items[0]?.capabilities).toEqual(['LARGE_MESSAGES', 'CONSUMER_GROUPS']);
});

test('a queue without them has no groups', async () => {
  expect(await groupsOf(await t.createQueue())).toEqual([]);
});

describe('with consumer groups there is a primary one', () => {
  test('with a name and enabled by default (F6.primary)', async () => {
    const queueId = await t.createQueue({ capabilities: [GROUPS] });
    const [group, ...others] = await groupsOf(queueId);
    expect(others).toEqual([]);
    expect(group).toMatchObject({
      displayName: 'Primary Consumer Group',
      lifecycleState: 'ACTIVE',
      filter: '',
      queueId,
    });
  });

  test('as it is described (F6.primary, F6.primary-disabled, F6.own-deliveries)', async () => {
    const described = {
      ...GROUPS,
      isPrimaryConsumerGroupEnabled: false,
      primaryConsumerGroupDisplayName: 'all',
      primaryConsumerGroupDeadLetterQueueDeliveryCount: 3,
    };
    const queueId = await t.createQueue({ capabilities: [described] });
    const [group] = await groupsOf(queueId);
    const { consumerGroup } = await t.admin.getConsumerGroup({ consumerGroupId: group?.id ?? '' });
    expect(consumerGroup).toMatchObject({
      displayName: 'all',
      lifecycleState: 'INACTIVE',
      deadLetterQueueDeliveryCount: 3,
    });
  });

  test('from an update on, that only the first one describes (F6.capability)', async () => {
    const queueId = await t.createQueue({ capabilities: [LARGE] });
    await update(queueId, { capabilities: [LARGE, { ...GROUPS, primaryConsumerGroupDisplayName: 'first' }] });
    await update(queueId, {
      capabilities: [{ ...GROUPS, primaryConsumerGroupDisplayName: 'second' }, LARGE],
    });
    expect((await groupsOf(queueId)).map(({ displayName }) => displayName)).toEqual(['first']);
    expect(await capabilitiesOf(queueId)).toEqual([SHOWN_GROUPS, LARGE]);
  });
});

test.each([
  ['an unknown one', [{ type: 'FIFO' }]],
  ['one without a type', [{}]],
  ['one twice', [LARGE, LARGE]],
  ['deliveries out of range', [{ ...GROUPS, primaryConsumerGroupDeadLetterQueueDeliveryCount: 21 }]],
  ['deliveries below zero', [{ ...GROUPS, primaryConsumerGroupDeadLetterQueueDeliveryCount: -1 }]],
  ['a name that is empty', [{ ...GROUPS, primaryConsumerGroupDisplayName: '' }]],
  ['a filter for the primary group (F6.primary-filter)', [{ ...GROUPS, primaryConsumerGroupFilter: ':a' }]],
  ['a filter that cannot be read', [{ ...GROUPS, primaryConsumerGroupFilter: '::' }]],
])('a queue is not made with %s', async (_name, capabilities) => {
  expect(await refusalOf(create(...capabilities))).toMatchObject({
    statusCode: 400,
    serviceCode: 'InvalidParameter',
  });
});

test('a capability cannot be taken away', async () => {
  const queueId = await t.createQueue({ capabilities: [LARGE] });
  const { statusCode, message } = await refusalOf(update(queueId, { capabilities: [] }));
  expect(statusCode).toBe(400);
  expect(message).toMatch(/LARGE_MESSAGES cannot be taken away/);
});
