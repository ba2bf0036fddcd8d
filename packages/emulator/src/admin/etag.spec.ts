import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { refusalOf, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
beforeAll(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  t = await startTestEmulator();
});
afterAll(() => t.close());

interface Versioned {
  readonly id: string;
  readonly ifMatch?: string;
}

interface Kind {
  readonly make: () => Promise<string>;
  readonly etag: (id: string) => Promise<string>;
  /** Any change of the resource. */
  readonly touch: (id: string) => Promise<unknown>;
}

const QUEUE: Kind = {
  make: () => t.createQueue(),
  etag: async (queueId) => (await t.admin.getQueue({ queueId })).etag,
  touch: (queueId) => t.admin.updateQueue({ queueId, updateQueueDetails: {} }),
};

const GROUP: Kind = {
  make: async () => {
    const queueId = await t.createQueue({ capabilities: [{ type: 'CONSUMER_GROUPS' }] });
    const createConsumerGroupDetails = { queueId, displayName: 'group' };
    await t.admin.createConsumerGroup({ createConsumerGroupDetails });
    const { consumerGroupCollection } = await t.admin.listConsumerGroups({ queueId, displayName: 'group' });
    return consumerGroupCollection.items[0]?.id ?? '';
  },
  etag: async (consumerGroupId) => (await t.admin.getConsumerGroup({ consumerGroupId })).etag,
  touch: (consumerGroupId) =>
    t.admin.updateConsumerGroup({ consumerGroupId, updateConsumerGroupDetails: {} }),
};

const CHANGES: readonly [string, Kind, (version: Versioned) => Promise<unknown>][] = [
  [
    'UpdateQueue',
    QUEUE,
    ({ id: queueId, ...ifMatch }) => t.admin.updateQueue({ queueId, ...ifMatch, updateQueueDetails: {} }),
  ],
  ['DeleteQueue', QUEUE, ({ id: queueId, ...ifMatch }) => t.admin.deleteQueue({ queueId, ...ifMatch })],
  [
    'ChangeQueueCompartment',
    QUEUE,
    ({ id: queueId, ...ifMatch }) =>
      t.admin.changeQueueCompartment({
        queueId,
        ...ifMatch,
        changeQueueCompartmentDetails: { compartmentId: 'ocid1.c' },
      }),
  ],
  [
    'PurgeQueue',
    QUEUE,
    ({ id: queueId, ...ifMatch }) =>
      t.admin.purgeQueue({ queueId, ...ifMatch, purgeQueueDetails: { purgeType: 'BOTH' as never } }),
  ],
  [
    'UpdateConsumerGroup',
    GROUP,
    ({ id: consumerGroupId, ...ifMatch }) =>
      t.admin.updateConsumerGroup({ consumerGroupId, ...ifMatch, updateConsumerGroupDetails: {} }),
  ],
  [
    'DeleteConsumerGroup',
    GROUP,
    ({ id: consumerGroupId, ...ifMatch }) => t.admin.deleteConsumerGroup({ consumerGroupId, ...ifMatch }),
  ],
];

test.each(CHANGES)(
  '%s needs the etag that the resource has, when it names one (F8.if-match, F5.etag, F8.get-queue, F8.groups)',
  async (_name, { make, etag, touch }, change) => {
    const id = await make();
    const old = await etag(id);
    await touch(id);
    const now = await etag(id);
    expect(now).not.toBe(old);
    expect(await refusalOf(change({ id, ifMatch: old }))).toMatchObject({
      statusCode: 412,
      serviceCode: 'NoEtagMatch',
    });
    expect(await etag(id)).toBe(now);
    await change({ id, ifMatch: now });
  },
);

test('any etag will do for a star (F8.if-match)', async () => {
  await t.admin.deleteQueue({ queueId: await t.createQueue(), ifMatch: '*' });
});
