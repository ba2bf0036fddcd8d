import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { requests } from 'oci-queue';
import { refusalOf, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

type Query = Omit<requests.ListConsumerGroupsRequest, 'sortBy' | 'sortOrder'> & {
  readonly sortBy?: string;
  readonly sortOrder?: string;
};

let t: TestEmulator;
let queueId: string;
let deletedId: string;

beforeAll(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  t = await startTestEmulator();
  const capabilities = [{ type: 'CONSUMER_GROUPS', primaryConsumerGroupDisplayName: 'main' }];
  await t.createQueue({ capabilities });
  queueId = await t.createQueue({ capabilities });
  for (const displayName of ['b', 'a', 'gone']) {
    t.clock.runFor(1);
    const isEnabled = displayName !== 'b';
    await t.admin.createConsumerGroup({ createConsumerGroupDetails: { queueId, displayName, isEnabled } });
  }
  const { consumerGroupCollection } = await list({ queueId, displayName: 'gone' });
  deletedId = consumerGroupCollection.items[0]?.id ?? '';
  await t.admin.deleteConsumerGroup({ consumerGroupId: deletedId });
});
afterAll(() => t.close());

const list = (query: Query) => t.admin.listConsumerGroups(query as requests.ListConsumerGroupsRequest);
const names = async (query: Query = {}): Promise<string[]> =>
  (await list({ queueId, ...query })).consumerGroupCollection.items.map(({ displayName }) => displayName);

test('groups of a queue are listed newest first, or by name (F8.groups, F8.list-sort)', async () => {
  expect(await names()).toEqual(['a', 'b', 'main']);
  expect(await names({ sortOrder: 'ASC' })).toEqual(['main', 'b', 'a']);
  expect(await names({ sortBy: 'displayName' })).toEqual(['a', 'b', 'main']);
});

test('by name, state and id; deleted ones only when asked for (F8.groups)', async () => {
  expect(await names({ displayName: 'b' })).toEqual(['b']);
  expect(await names({ lifecycleState: 'INACTIVE' })).toEqual(['b']);
  expect(await names({ lifecycleState: 'ACTIVE' })).toEqual(['a', 'main']);
  expect(await names({ id: deletedId })).toEqual(['gone']);
  expect(await names({ lifecycleState: 'DELETED' })).toEqual(['gone']);
  expect((await list({})).consumerGroupCollection.items).toHaveLength(4);
  expect(await names({ queueId: 'ocid1.queue.oc1..none' })).toEqual([]);
});

test('in pages (F1.list-limit)', async () => {
  const { opcNextPage: page } = await list({ queueId, limit: 2 });
  expect(await names({ limit: 2, page })).toEqual(['main']);
  expect(await refusalOf(list({ limit: 1_001 }))).toMatchObject({ statusCode: 400 });
});

test('without their deliveries, which only the group itself tells (F8.groups)', async () => {
  const { consumerGroupCollection } = await list({ queueId, displayName: 'a' });
  const [summary] = consumerGroupCollection.items;
  expect(summary).not.toHaveProperty('deadLetterQueueDeliveryCount');
  expect(summary).toMatchObject({ queueId, filter: '', lifecycleDetails: null, systemTags: {} });
});

test.each([[{ sortBy: 'filter' }], [{ sortOrder: 'UP' }], [{ lifecycleState: 'GONE' }]])(
  '%j is refused (F5.parameter)',
  async (query) => {
    expect(await refusalOf(list(query))).toMatchObject({ statusCode: 400, serviceCode: 'InvalidParameter' });
  },
);
