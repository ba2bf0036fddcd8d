import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { contentsOf, only, queueCalls, type QueueCalls } from '../spec-support/queue-calls.js';
import { refusalOf, startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

let t: TestEmulator;
let queueId: string;
let primary: QueueCalls;
beforeAll(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  t = await startTestEmulator();
});
afterAll(() => t.close());
beforeEach(async () => {
  const capabilities = [{ type: 'CONSUMER_GROUPS' }];
  queueId = await t.createQueue({ capabilities, deadLetterQueueDeliveryCount: 2 });
  primary = queueCalls(t, queueId);
});

const groupId = async (displayName: string): Promise<string> =>
  (await t.admin.listConsumerGroups({ queueId, displayName })).consumerGroupCollection.items[0]?.id ?? '';
const group = async (displayName: string, details: object = {}): Promise<QueueCalls> => {
  const createConsumerGroupDetails = { queueId, displayName, ...details };
  await t.admin.createConsumerGroup({ createConsumerGroupDetails });
  return queueCalls(t, queueId, await groupId(displayName));
};
const update = async (displayName: string, updateConsumerGroupDetails: object) =>
  t.admin.updateConsumerGroup({ consumerGroupId: await groupId(displayName), updateConsumerGroupDetails });
const kind = (value: string) => ({
  content: value,
  metadata: { channelId: 'c', customProperties: { kind: value } },
});

describe('groups get', () => {
  test('a copy of every message, with its own visibility, count and receipts (F6.own-state, F6.empty-filter, F6.receipts, F6.stats)', async () => {
    const audit = await group('audit');
    await primary.put('a');
    const mine = only(await primary.get({ visibilityInSeconds: 60 }));
    expect((await audit.stats()).queue).toMatchObject({ visibleMessages: 1, inFlightMessages: 0 });
    expect(await refusalOf(audit.remove(mine.receipt))).toMatchObject({ statusCode: 400 });
    await primary.remove(mine.receipt);
    const theirs = only(await audit.get());
    expect([theirs.content, theirs.deliveryCount]).toEqual(['a', 1]);
    await audit.remove(theirs.receipt);
  });

  test('what their filter takes when it is put (F6.filter)', async () => {
    const later = await group('later', { filter: ':kind = "later"' });
    await primary.send([kind('now'), kind('later')]);
    expect(contentsOf(await later.get())).toEqual(['later']);
    await update('later', { filter: ':kind = "now"' });
    expect(contentsOf(await later.get())).toEqual([]);
    await primary.send([kind('now'), kind('later')]);
    expect(contentsOf(await later.get())).toEqual(['now']);
    expect(contentsOf(await primary.get())).toEqual(['now', 'later', 'now', 'later']);
  });

  test('nothing while they are disabled, but keep what they have (F6.primary-disabled, F6.life)', async () => {
    const audit = await group('audit');
    await primary.put('before');
    await update('Primary Consumer Group', { isEnabled: false });
    await update('audit', { isEnabled: false });
    await primary.put('dropped');
    await update('audit', { isEnabled: true });
    await primary.put('after');
    expect(contentsOf(await primary.get())).toEqual(['before']);
    expect(contentsOf(await audit.get())).toEqual(['before', 'after']);
  });

  test('dead letters of their own, after their own number of deliveries (F6.own-deliveries, F6.own-state)', async () => {
    const strict = await group('strict', { deadLetterQueueDeliveryCount: 1 });
    await primary.put('a');
    const fail = async (calls: QueueCalls) => {
      await calls.get({ visibilityInSeconds: 1 });
      t.clock.runFor(1_000);
      return (await calls.stats()).dlq.visibleMessages;
    };
    expect([await fail(strict), await fail(primary), await fail(primary)]).toEqual([1, 0, 1]);
    await update('strict', { deadLetterQueueDeliveryCount: -1 });
    await primary.put('b');
    expect([await fail(strict), await fail(strict)]).toEqual([1, 2]);
  });
});

test('a message that no group takes is answered, and gone (F6.dropped)', async () => {
  await update('Primary Consumer Group', { isEnabled: false });
  const rare = await group('rare', { filter: ':kind = "rare"' });
  expect(await primary.send([kind('common')])).toHaveLength(1);
  for (const calls of [primary, rare])
    expect((await calls.stats()).queue).toMatchObject({ visibleMessages: 0, sizeInBytes: 0 });
});

test('the primary group can be named by its id, too, and is the group of calls that name none (F6.group-id)', async () => {
  const named = queueCalls(t, queueId, await groupId('Primary Consumer Group'));
  await primary.put('a');
  const { receipt } = only(await named.get({ visibilityInSeconds: 60 }));
  await primary.remove(receipt);
});

test.each([
  ['all', [0, 0]],
  ['audit', [1, 0]],
  [undefined, [0, 1]],
])('a purge of %p leaves primary and other: %p (F6.purge)', async (name, left) => {
  const audit = await group('audit');
  await primary.put('a');
  const consumerGroupId = name === 'audit' ? await groupId(name) : name;
  const purgeQueueDetails = { purgeType: 'NORMAL' as never, ...(consumerGroupId && { consumerGroupId }) };
  await t.admin.purgeQueue({ queueId, purgeQueueDetails });
  const counts = await Promise.all([primary.stats(), audit.stats()]);
  expect(counts.map(({ queue }) => queue.visibleMessages)).toEqual(left);
});

test('a group that is deleted takes its copies along, and ends its polls empty (F6.life)', async () => {
  const audit = await group('audit');
  const polled = audit.get({ timeoutInSeconds: 30 });
  await t.clock.untilWaiting(1);
  await t.admin.deleteConsumerGroup({ consumerGroupId: await groupId('audit') });
  expect(await polled).toEqual([]);
  expect(await refusalOf(audit.stats())).toMatchObject({
    statusCode: 404,
    serviceCode: 'NotAuthorizedOrNotFound',
  });
  await primary.put('a');
  expect((await primary.stats()).queue.sizeInBytes).toBe(1);
});

test.each([
  ['does not exist', () => 'ocid1.queueconsumergroup.oc1..none'],
  ['belongs to another queue', () => otherGroup()],
])('a group that %s is a 404 (F5.not-found, F6.group-id)', async (_name, id) => {
  const calls = queueCalls(t, queueId, await id());
  expect(await refusalOf(calls.get())).toMatchObject({ statusCode: 404 });
});

const otherGroup = async (): Promise<string> => {
  const otherId = await t.createQueue({ capabilities: [{ type: 'CONSUMER_GROUPS' }] });
  const { consumerGroupCollection } = await t.admin.listConsumerGroups({ queueId: otherId });
  return consumerGroupCollection.items[0]?.id ?? '';
};

test('a filter of the primary group works where it is accepted (F6.primary-filter)', async () => {
  const other = await startTestEmulator({ modes: { primaryGroupFilter: 'accepted' } });
  const capabilities = [{ type: 'CONSUMER_GROUPS', primaryConsumerGroupFilter: ':kind = "now"' }];
  const calls = queueCalls(other, await other.createQueue({ capabilities }));
  await calls.send([kind('now'), kind('later')]);
  expect(contentsOf(await calls.get())).toEqual(['now']);
  await other.close();
});
