import assert from 'node:assert/strict';
import { check, refused } from './report.mjs';

const UNKNOWN_QUEUE = `ocid1.queue.oc1.emulator.${'a'.repeat(60)}`;

/** Resolves to the id of a queue that is there to stay. */
export const admin = async ({ admin: client }, compartmentId) => {
  const create = async (displayName) => {
    const capabilities = [{ type: 'CONSUMER_GROUPS' }];
    const settings = { deadLetterQueueDeliveryCount: 1, capabilities };
    const createQueueDetails = { displayName, compartmentId, ...settings };
    const { opcWorkRequestId: workRequestId } = await client.createQueue({ createQueueDetails });
    const { workRequest } = await client.createWaiters().forWorkRequest({ workRequestId });
    assert.equal(workRequest.status, 'SUCCEEDED');
    return { queueId: workRequest.resources[0].identifier, workRequestId };
  };
  const created = await check('CreateQueue', 'waits for the work request, which names the queue', () =>
    create('from-typescript'),
  );
  if (!created) return undefined;
  const { queueId, workRequestId } = created;
  await check('GetQueue', 'shows state and settings', async () => {
    const { queue, etag } = await client.getQueue({ queueId });
    assert.deepEqual([queue.lifecycleState, queue.deadLetterQueueDeliveryCount], ['ACTIVE', 1]);
    assert.ok(etag);
  });
  await check('UpdateQueue', 'changes a setting', async () => {
    await client.updateQueue({ queueId, updateQueueDetails: { visibilityInSeconds: 45 } });
    const { queue } = await client.getQueue({ queueId });
    assert.equal(queue.visibilityInSeconds, 45);
  });
  await check('ListQueues', 'by name', async () => {
    const { queueCollection } = await client.listQueues({ compartmentId, displayName: 'from-typescript' });
    assert.deepEqual(
      queueCollection.items.map(({ id }) => id),
      [queueId],
    );
  });
  await check('GetWorkRequest', 'by id', async () => {
    const { workRequest } = await client.getWorkRequest({ workRequestId });
    assert.equal(workRequest.operationType, 'CREATE_QUEUE');
  });
  await check('ListWorkRequests', 'of a compartment', async () => {
    const { workRequestSummaryCollection } = await client.listWorkRequests({ compartmentId });
    assert.ok(workRequestSummaryCollection.items.some(({ id }) => id === workRequestId));
  });
  await check('ListWorkRequestErrors', 'none for what succeeded', async () => {
    const { workRequestErrorCollection } = await client.listWorkRequestErrors({ workRequestId });
    assert.deepEqual(workRequestErrorCollection.items, []);
  });
  await check('ListWorkRequestLogs', 'lines of text', async () => {
    const { workRequestLogEntryCollection } = await client.listWorkRequestLogs({ workRequestId });
    assert.ok(workRequestLogEntryCollection.items.every(({ message }) => message));
  });
  await check('DeleteQueue', 'the queue is gone', async () => {
    const other = await create('to-be-deleted');
    await client.deleteQueue({ queueId: other.queueId });
    const waited = await client.createWaiters().forQueue({ queueId: other.queueId }, 'DELETED');
    assert.equal(waited.queue.lifecycleState, 'DELETED');
  });
  await refused('GetQueue', 404, 'NotAuthorizedOrNotFound', 'an unknown queue', () =>
    client.getQueue({ queueId: UNKNOWN_QUEUE }),
  );
  await refused('UpdateQueue', 412, 'NoEtagMatch', 'another etag', () =>
    client.updateQueue({ queueId, ifMatch: 'stale', updateQueueDetails: { displayName: 'x' } }),
  );
  return queueId;
};
