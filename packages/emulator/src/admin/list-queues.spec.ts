import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { requests } from 'oci-queue';
import { refusalOf, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

type Query = Omit<requests.ListQueuesRequest, 'sortBy' | 'sortOrder'> & {
  readonly sortBy?: string;
  readonly sortOrder?: string;
};

const compartmentId = 'ocid1.compartment.oc1..list';
let t: TestEmulator;
let deletedId: string;

beforeAll(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  t = await startTestEmulator();
  await t.createQueue({ displayName: 'elsewhere' });
  for (const displayName of ['b', 'a', 'c']) {
    await t.createQueue({ compartmentId, displayName });
    t.clock.runFor(1);
  }
  deletedId = await t.createQueue({ compartmentId, displayName: 'gone' });
  await t.admin.deleteQueue({ queueId: deletedId });
});
afterAll(() => t.close());

const list = (query: Query) => t.admin.listQueues(query as requests.ListQueuesRequest);
const names = async (query: Query): Promise<(string | undefined)[]> =>
  (await list({ compartmentId, ...query })).queueCollection.items.map(({ displayName }) => displayName);

test('queues are listed newest first, or by name (F8.list-sort)', async () => {
  expect(await names({})).toEqual(['c', 'a', 'b']);
  expect(await names({ sortOrder: 'ASC' })).toEqual(['b', 'a', 'c']);
  expect(await names({ sortBy: 'timeCreated', sortOrder: 'DESC' })).toEqual(['c', 'a', 'b']);
  expect(await names({ sortBy: 'displayName' })).toEqual(['a', 'b', 'c']);
  expect(await names({ sortBy: 'displayName', sortOrder: 'DESC' })).toEqual(['c', 'b', 'a']);
});

test('by compartment, exact name, state and id (F8.list-queues)', async () => {
  expect(await names({ compartmentId: 'ocid1.compartment.oc1..none' })).toEqual([]);
  expect((await list({})).queueCollection.items).toHaveLength(4);
  expect(await names({ displayName: 'a' })).toEqual(['a']);
  expect(await names({ displayName: 'A' })).toEqual([]);
  expect(await names({ lifecycleState: 'ACTIVE' })).toHaveLength(3);
  expect(await names({ lifecycleState: 'CREATING' })).toEqual([]);
});

test('deleted ones only when their state or id is asked for (F8.list-queues)', async () => {
  expect(await names({ lifecycleState: 'DELETED' })).toEqual(['gone']);
  expect(await names({ id: deletedId })).toEqual(['gone']);
});

test('in pages of 1 to 1 000 (F8.list-queues, F1.list-limit)', async () => {
  const { opcNextPage: page } = await list({ compartmentId, limit: 2 });
  expect(await names({ limit: 2, page })).toEqual(['b']);
  expect((await list({ compartmentId, limit: 3 })).opcNextPage).toBeUndefined();
  expect(await names({ limit: 1_000 })).toHaveLength(3);
  for (const limit of [-1, 1_001]) {
    const { statusCode, message } = await refusalOf(list({ limit }));
    expect(statusCode).toBe(400);
    expect(message).toContain(`limit is ${limit}, allowed are 1 to 1000`);
  }
});

test('without retention and visibility, with capabilities as texts (F8.summary-fields)', async () => {
  const { queueCollection } = await list({ compartmentId, displayName: 'a' });
  const created = new Date(t.clock.now() - 2).toISOString();
  expect(queueCollection.items).toEqual([
    {
      id: expect.stringMatching(/^ocid1\.queue\./),
      displayName: 'a',
      compartmentId,
      timeCreated: created,
      timeUpdated: created,
      lifecycleState: 'ACTIVE',
      lifecycleDetails: null,
      messagesEndpoint: t.emulator.origin,
      capabilities: [],
      freeformTags: {},
      definedTags: {},
      systemTags: {},
    },
  ]);
});

test.each([[{ sortBy: 'size' }], [{ sortOrder: 'UP' }], [{ lifecycleState: 'GONE' }], [{ page: 'next' }]])(
  '%j is refused (F5.parameter)',
  async (query) => {
    expect(await refusalOf(list(query))).toMatchObject({ statusCode: 400, serviceCode: 'InvalidParameter' });
  },
);
