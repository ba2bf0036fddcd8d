import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { startTestEmulator, type TestEmulator } from '../spec-support/test-emulator.js';

const SLOW = { acceptedMs: 1_000, inProgressMs: 1_000 };
let t: TestEmulator;
let queueId: string;
let consumerGroupId: string;

beforeEach(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  t = await startTestEmulator({
    workRequestTimes: { CREATE_CONSUMER_GROUP: SLOW, UPDATE_CONSUMER_GROUP: SLOW, PURGE_QUEUE: SLOW },
  });
  queueId = await t.createQueue({ capabilities: [{ type: 'CONSUMER_GROUPS' }] });
  consumerGroupId = await create('first');
  t.clock.runFor(2_000);
});
afterEach(() => t.close());

const requestOf = async (workRequestId: string) =>
  (await t.admin.getWorkRequest({ workRequestId })).workRequest;
const create = async (displayName: string): Promise<string> => {
  const createConsumerGroupDetails = { queueId, displayName };
  const { opcWorkRequestId } = await t.admin.createConsumerGroup({ createConsumerGroupDetails });
  return (await requestOf(opcWorkRequestId)).resources[0]?.identifier ?? '';
};
const newest = async (): Promise<string> =>
  (await t.admin.listWorkRequests({})).workRequestSummaryCollection.items[0]?.id ?? '';
const stateOf = async (id: string) =>
  (await t.admin.getConsumerGroup({ consumerGroupId: id })).consumerGroup.lifecycleState;

const expectFailure = async (workRequestId: string, what: string): Promise<void> => {
  expect(await requestOf(workRequestId)).toMatchObject({
    status: 'FAILED',
    percentComplete: 50,
    timeFinished: new Date(t.clock.now()).toISOString(),
  });
  const { workRequestErrorCollection: errors } = await t.admin.listWorkRequestErrors({ workRequestId });
  expect(errors.items).toEqual([
    {
      code: 'NotAuthorizedOrNotFound',
      message: `${what} was deleted before the work request could finish.`,
      timestamp: new Date(t.clock.now()).toISOString(),
    },
  ]);
  const { workRequestLogEntryCollection: logs } = await t.admin.listWorkRequestLogs({ workRequestId });
  expect(logs.items.at(-1)?.message).toMatch(/has failed\.$/);
};

test('a group is not made in a queue that was deleted meanwhile (F8.work-request, F8.work-requests)', async () => {
  const id = await create('second');
  expect(await stateOf(id)).toBe('CREATING');
  const workRequestId = await newest();
  await t.admin.deleteQueue({ queueId });
  t.clock.runFor(2_000);
  await expectFailure(workRequestId, `Queue ${queueId}`);
  expect(await stateOf(id)).toBe('FAILED');
});

test('a group is not changed whose queue was deleted meanwhile (F8.work-request)', async () => {
  await t.admin.updateConsumerGroup({ consumerGroupId, updateConsumerGroupDetails: { isEnabled: false } });
  expect(await stateOf(consumerGroupId)).toBe('UPDATING');
  const workRequestId = await newest();
  await t.admin.deleteQueue({ queueId });
  t.clock.runFor(2_000);
  await expectFailure(workRequestId, `Queue ${queueId}`);
  expect(await stateOf(consumerGroupId)).toBe('DELETED');
});

test('a group cannot be changed while it or its queue is (F5.state)', async () => {
  const id = await create('second');
  const refusal = async (groupId: string): Promise<string> =>
    t.admin.deleteConsumerGroup({ consumerGroupId: groupId }).then(
      () => 'done',
      (error: { serviceCode: string; message: string }) => `${error.serviceCode}: ${error.message}`,
    );
  expect(await refusal(id)).toMatch(/^IncorrectState: Consumer group .* is CREATING/);
  await t.admin.purgeQueue({ queueId, purgeQueueDetails: { purgeType: 'BOTH' as never } });
  expect(await refusal(consumerGroupId)).toMatch(/^IncorrectState: Queue .* is UPDATING/);
  t.clock.runFor(2_000);
  expect(await refusal(consumerGroupId)).toBe('done');
});
