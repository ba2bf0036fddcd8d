import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import {
  COMPARTMENT,
  refusalOf,
  startTestEmulator,
  type TestEmulator,
} from '../spec-support/test-emulator.js';

let t: TestEmulator;
beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => t.close());

const createQueueDetails = { displayName: 'orders', compartmentId: COMPARTMENT };
const iso = (ms: number): string => new Date(ms).toISOString();
const request = async (workRequestId: string) =>
  (await t.admin.getWorkRequest({ workRequestId })).workRequest;
const logs = async (workRequestId: string): Promise<string[]> =>
  (await t.admin.listWorkRequestLogs({ workRequestId })).workRequestLogEntryCollection.items.map(
    ({ message }) => message,
  );
const stateOf = async (queueId: string) => (await t.admin.getQueue({ queueId })).queue.lifecycleState;
const activeQueue = async (): Promise<string> => {
  const queueId = await t.createQueue();
  t.clock.runFor(60_000);
  return queueId;
};

describe('with the times of the service', () => {
  let startMs: number;
  beforeEach(async () => {
    t = await startTestEmulator({ modes: { workRequests: 'realistic' } });
    startMs = t.clock.now();
  });

  test('a queue takes a minute to make, and is CREATING until then (F8.latency, F8.work-request, F8.work-request-entity)', async () => {
    const { opcWorkRequestId } = await t.admin.createQueue({ createQueueDetails });
    const accepted = await request(opcWorkRequestId);
    const queueId = accepted.resources[0]?.identifier ?? '';
    const resource = { entityType: 'queue', identifier: queueId, entityUri: `/queues/${queueId}` };
    expect(accepted).toEqual({
      operationType: 'CREATE_QUEUE',
      status: 'ACCEPTED',
      id: opcWorkRequestId,
      compartmentId: COMPARTMENT,
      resources: [{ ...resource, actionType: 'IN_PROGRESS' }],
      percentComplete: 0,
      timeAccepted: iso(startMs),
    });
    expect(await stateOf(queueId)).toBe('CREATING');

    t.clock.runFor(59_400);
    const timeStarted = iso(startMs + 59_400);
    expect(await request(opcWorkRequestId)).toEqual({
      ...accepted,
      status: 'IN_PROGRESS',
      percentComplete: 50,
      timeStarted,
    });
    expect(await stateOf(queueId)).toBe('CREATING');

    t.clock.runFor(250);
    expect(await request(opcWorkRequestId)).toEqual({
      ...accepted,
      status: 'SUCCEEDED',
      resources: [{ ...resource, actionType: 'CREATED' }],
      percentComplete: 100,
      timeStarted,
      timeFinished: iso(startMs + 59_650),
    });
    expect(await stateOf(queueId)).toBe('ACTIVE');
  });

  test('a queue that is not ACTIVE yet takes no messages and no changes (F5.state)', async () => {
    const queueId = await t.createQueue();
    const updateQueueDetails = { displayName: 'renamed' };
    const calls = [
      () => t.client.getStats({ queueId }),
      () => t.admin.updateQueue({ queueId, updateQueueDetails }),
      () => t.admin.deleteQueue({ queueId }),
    ];
    for (const call of calls) {
      const { statusCode, serviceCode, message } = await refusalOf(call());
      expect([statusCode, serviceCode]).toEqual([409, 'IncorrectState']);
      expect(message).toMatch(/is CREATING/);
    }
  });

  test('an update takes 6 ms, during which messages flow (F8.latency)', async () => {
    const queueId = await activeQueue();
    await t.admin.updateQueue({ queueId, updateQueueDetails: { visibilityInSeconds: 5 } });
    const { queue } = await t.admin.getQueue({ queueId });
    expect(queue).toMatchObject({ lifecycleState: 'UPDATING', visibilityInSeconds: 30 });
    await t.client.getStats({ queueId });
    t.clock.runFor(6);
    const updated = (await t.admin.getQueue({ queueId })).queue;
    expect(updated).toMatchObject({ lifecycleState: 'ACTIVE', visibilityInSeconds: 5 });
    expect(updated.timeUpdated).toBe(iso(t.clock.now()));
  });

  test('a delete takes 39 seconds, and ends open polls when it is done (F8.latency, F8.deleted-queue)', async () => {
    const queueId = await activeQueue();
    const polled = t.client.getMessages({ queueId, timeoutInSeconds: 30 });
    await t.clock.untilWaiting(1);
    t.clock.runFor(10_000);
    await t.admin.deleteQueue({ queueId });
    expect(await stateOf(queueId)).toBe('DELETING');
    expect(await refusalOf(t.client.getStats({ queueId }))).toMatchObject({ statusCode: 409 });
    expect(await refusalOf(t.admin.deleteQueue({ queueId }))).toMatchObject({ statusCode: 409 });
    t.clock.jumpBy(39_000);
    expect((await polled).getMessages.messages).toEqual([]);
    expect(await stateOf(queueId)).toBe('DELETED');
    expect(await refusalOf(t.client.getStats({ queueId }))).toMatchObject({ statusCode: 404 });
  });

  test('is an event that a moving clock stops at', async () => {
    expect(t.clock.nextEventMs).toBeUndefined();
    await t.admin.createQueue({ createQueueDetails });
    expect(t.clock.nextEventMs).toBe(startMs + 59_400);
    t.clock.runFor(59_400);
    expect(t.clock.nextEventMs).toBe(startMs + 59_650);
    t.clock.runFor(250);
    expect(t.clock.nextEventMs).toBeUndefined();
  });

  test('logs say what has happened so far, in pages (F8.work-requests)', async () => {
    const { opcWorkRequestId: workRequestId } = await t.admin.createQueue({ createQueueDetails });
    expect(await logs(workRequestId)).toEqual(['CREATE_QUEUE was accepted.']);
    t.clock.runFor(60_000);
    const all = ['CREATE_QUEUE was accepted.', 'CREATE_QUEUE has started.', 'CREATE_QUEUE has succeeded.'];
    expect(await logs(workRequestId)).toEqual(all);
    const first = await t.admin.listWorkRequestLogs({ workRequestId, limit: 2 });
    const rest = await t.admin.listWorkRequestLogs({ workRequestId, limit: 2, page: first.opcNextPage });
    expect(first.workRequestLogEntryCollection.items).toHaveLength(2);
    expect(rest.workRequestLogEntryCollection.items).toEqual([
      { message: all[2], timestamp: iso(startMs + 59_650) },
    ]);
    expect(rest.opcNextPage).toBeUndefined();
    const { workRequestErrorCollection } = await t.admin.listWorkRequestErrors({ workRequestId });
    expect(workRequestErrorCollection.items).toEqual([]);
  });
});

describe('at once', () => {
  beforeEach(async () => {
    t = await startTestEmulator();
  });

  test("Oracle's waiters see it succeed (F8.waiters, F8.queue-id)", async () => {
    const { opcWorkRequestId } = await t.admin.createQueue({ createQueueDetails });
    const waiters = t.admin.createWaiters();
    const { workRequest } = await waiters.forWorkRequest({ workRequestId: opcWorkRequestId });
    expect(workRequest).toMatchObject({ status: 'SUCCEEDED', percentComplete: 100 });
    const queueId = workRequest.resources[0]?.identifier ?? '';
    const waited = await waiters.forQueue({ queueId }, 'ACTIVE' as never);
    expect(waited?.queue.id).toBe(queueId);
  });

  test('they are read with a retry-after, and listed by compartment and id, newest first (F8.work-requests, F8.work-request-retry-after)', async () => {
    const compartmentId = 'ocid1.compartment.oc1..listed';
    const ids: string[] = [];
    for (const displayName of ['a', 'b', 'c']) {
      const details = { displayName, compartmentId };
      ids.unshift((await t.admin.createQueue({ createQueueDetails: details })).opcWorkRequestId);
    }
    const list = async (query: object): Promise<string[]> =>
      (await t.admin.listWorkRequests(query)).workRequestSummaryCollection.items.map(({ id }) => id);
    expect(await list({ compartmentId })).toEqual(ids);
    expect(await list({ compartmentId: 'ocid1.compartment.oc1..none' })).toEqual([]);
    expect(await list({ workRequestId: ids[1] })).toEqual([ids[1]]);
    const { opcNextPage: page } = await t.admin.listWorkRequests({ compartmentId, limit: 2 });
    expect(await list({ compartmentId, limit: 2, page })).toEqual([ids[2]]);
    expect((await t.admin.getWorkRequest({ workRequestId: ids[0] ?? '' })).retryAfter).toBe(1);
  });

  test.each([
    ['itself', (workRequestId: string) => t.admin.getWorkRequest({ workRequestId })],
    ['its errors', (workRequestId: string) => t.admin.listWorkRequestErrors({ workRequestId })],
    ['its logs', (workRequestId: string) => t.admin.listWorkRequestLogs({ workRequestId })],
  ])('one that does not exist is a 404, %s (F5.not-found)', async (_what, read) => {
    expect(await refusalOf(read('ocid1.queueworkrequest.oc1..none'))).toMatchObject({
      statusCode: 404,
      serviceCode: 'NotAuthorizedOrNotFound',
    });
  });
});

test('a failure of the emulator itself fails the work request, and is reported without its text in a reply', async () => {
  const reportFault = jest.fn<(error: Error) => void>();
  t = await startTestEmulator({ reportFault });
  const queueId = await t.createQueue();
  const fault = new Error('inner text');
  jest.spyOn(t.emulator.queues, 'activate').mockImplementation(() => {
    throw fault;
  });
  const { opcWorkRequestId: workRequestId } = await t.admin.updateQueue({ queueId, updateQueueDetails: {} });
  expect((await request(workRequestId)).status).toBe('FAILED');
  const { workRequestErrorCollection } = await t.admin.listWorkRequestErrors({ workRequestId });
  expect(workRequestErrorCollection.items).toMatchObject([{ code: 'InternalServerError' }]);
  expect(JSON.stringify(workRequestErrorCollection)).not.toContain('inner text');
  expect(reportFault).toHaveBeenCalledWith(fault);
});

test('a queue that went by another way fails what was being done to it', async () => {
  t = await startTestEmulator({ workRequestTimes: { UPDATE_QUEUE: { acceptedMs: 0, inProgressMs: 10 } } });
  const queueId = await t.createQueue();
  const { opcWorkRequestId } = await t.admin.updateQueue({ queueId, updateQueueDetails: {} });
  t.emulator.queues.delete(queueId);
  t.clock.runFor(10);
  expect((await request(opcWorkRequestId)).status).toBe('FAILED');
  expect(await stateOf(queueId)).toBe('DELETED');
});

test('times can be chosen for one operation', async () => {
  t = await startTestEmulator({ workRequestTimes: { DELETE_QUEUE: { acceptedMs: 5, inProgressMs: 10 } } });
  const queueId = await t.createQueue();
  expect(await stateOf(queueId)).toBe('ACTIVE');
  await t.admin.deleteQueue({ queueId });
  t.clock.runFor(14);
  expect(await stateOf(queueId)).toBe('DELETING');
  t.clock.runFor(1);
  expect(await stateOf(queueId)).toBe('DELETED');
});
