import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { models } from 'oci-queue';
import { refusalOf, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
let queueId: string;
const start = async (options: Parameters<typeof startTestEmulator>[0] = {}): Promise<void> => {
  t = await startTestEmulator(options);
  queueId = await t.createQueue({ deadLetterQueueDeliveryCount: 1 });
};
beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => t.close());

const put = (content: string, channelId?: string) =>
  t.client.putMessages({
    queueId,
    putMessagesDetails: { messages: [{ content, ...(channelId && { metadata: { channelId } }) }] },
  });
const get = async (visibilityInSeconds: number, limit = 20) =>
  (await t.client.getMessages({ queueId, visibilityInSeconds, limit, timeoutInSeconds: 0 })).getMessages
    .messages;
const kill = async (content: string): Promise<void> => {
  await put(content);
  await get(1);
  t.clock.runFor(1_000);
};
const counts = async () => {
  const { queueStats } = await t.client.getStats({ queueId });
  const { queue, dlq } = queueStats;
  return [queue.visibleMessages, queue.inFlightMessages, dlq.visibleMessages];
};
const purge = (purgeType: string, more: Partial<models.PurgeQueueDetails> = {}) =>
  t.admin.purgeQueue({ queueId, purgeQueueDetails: { purgeType, ...more } as models.PurgeQueueDetails });

describe('at once', () => {
  beforeEach(() => start());

  test.each([
    ['NORMAL', [0, 0, 1]],
    ['DLQ', [1, 1, 0]],
    ['BOTH', [0, 0, 0]],
  ])('%s leaves visible, in flight and dead: %p (F8.purge-request, F8.purge)', async (type, left) => {
    await kill('dead');
    await put('leased');
    await get(60);
    await put('visible');
    const { opcWorkRequestId } = await purge(type);
    expect(await counts()).toEqual(left);
    const { workRequest } = await t.admin.getWorkRequest({ workRequestId: opcWorkRequestId });
    expect(workRequest).toMatchObject({ operationType: 'PURGE_QUEUE', status: 'SUCCEEDED' });
    expect((await t.admin.getQueue({ queueId })).queue).toMatchObject({
      lifecycleState: 'ACTIVE',
      lifecycleDetails: null,
    });
  });

  test('a purge of the queue takes its channels, one of channels only those (F8.purge-channels, F8.purge-request)', async () => {
    const all = async () => {
      const { channelCollection } = await t.client.listChannels({ queueId });
      return [(await counts())[0], channelCollection.items];
    };
    for (const channel of [undefined, 'a', 'b', 'c']) await put('x', channel);
    await purge('NORMAL', { channelIds: ['a', 'c', 'none'] });
    expect(await all()).toEqual([2, ['b']]);
    await purge('NORMAL', { channelIds: [] });
    expect(await all()).toEqual([0, []]);
  });

  test('a message that was purged can still be deleted for a while (F3.purged-receipt)', async () => {
    await put('x');
    const [message] = await get(60);
    await purge('BOTH');
    t.clock.runFor(30_000);
    await t.client.deleteMessage({ queueId, messageReceipt: message?.receipt ?? '' });
  });

  test.each([
    ['an unknown type', { purgeType: 'ALL' }, 'InvalidParameter'],
    ['no type', { purgeType: undefined }, 'InvalidParameter'],
    ['an empty channel id', { channelIds: [''] }, 'InvalidParameter'],
    ['a channel id of 65 characters', { channelIds: ['c'.repeat(65)] }, 'InvalidParameter'],
    ['a channel id that is no text', { channelIds: [1] }, 'InvalidParameter'],
    [
      '257 channels (F1.purge-channels)',
      { channelIds: Array.from({ length: 257 }, (_, n) => `${n}`) },
      'InvalidParameter',
    ],
    [
      'a group that does not exist (F5.related)',
      { consumerGroupId: 'ocid1.queueconsumergroup.oc1..none' },
      'RelatedResourceNotAuthorizedOrNotFound',
    ],
  ])('%s is refused, and nothing is purged', async (_name, details, serviceCode) => {
    await put('x');
    const refused = purge('NORMAL', details as Partial<models.PurgeQueueDetails>);
    expect(await refusalOf(refused)).toMatchObject({ statusCode: 400, serviceCode });
    expect(await counts()).toEqual([1, 0, 0]);
  });

  test('256 channels are taken (F1.purge-channels)', async () => {
    await purge('NORMAL', { channelIds: Array.from({ length: 256 }, (_, n) => `${n}`) });
  });
});

test('while it runs the queue is UPDATING, "Purging", and takes puts (F8.purge-state, F8.purge)', async () => {
  await start({ workRequestTimes: { PURGE_QUEUE: { acceptedMs: 0, inProgressMs: 5_000 } } });
  await put('before');
  await purge('NORMAL');
  expect((await t.admin.getQueue({ queueId })).queue).toMatchObject({
    lifecycleState: 'UPDATING',
    lifecycleDetails: 'Purging',
  });
  expect(await refusalOf(purge('DLQ'))).toMatchObject({ statusCode: 409, serviceCode: 'IncorrectState' });
  await put('during');
  t.clock.runFor(5_000);
  await put('after');
  expect((await get(60)).map(({ content }) => content)).toEqual(['after']);
});
