import assert from 'node:assert/strict';
import { check } from './report.mjs';

/** Consumer groups, and what is done to a queue as a whole. */
export const groups = async (client, queueId) => {
  const finished = async ({ opcWorkRequestId: workRequestId }) =>
    (await client.createWaiters().forWorkRequest({ workRequestId })).workRequest;
  const details = { queueId, displayName: 'orders', filter: ':kind = "order"' };
  const consumerGroupId = await check('CreateConsumerGroup', 'with a filter', async () => {
    const answer = await client.createConsumerGroup({ createConsumerGroupDetails: details });
    const { resources } = await finished(answer);
    return resources.find(({ actionType }) => actionType === 'CREATED').identifier;
  });
  await check('GetConsumerGroup', 'by id', async () => {
    const { consumerGroup } = await client.getConsumerGroup({ consumerGroupId });
    assert.deepEqual([consumerGroup.filter, consumerGroup.lifecycleState], [details.filter, 'ACTIVE']);
  });
  await check('ListConsumerGroups', 'of a queue, with the primary group', async () => {
    const { consumerGroupCollection } = await client.listConsumerGroups({ queueId, sortBy: 'displayName' });
    assert.deepEqual(
      consumerGroupCollection.items.map(({ displayName }) => displayName),
      ['Primary Consumer Group', 'orders'],
    );
  });
  await check('UpdateConsumerGroup', 'deliveries of its own', async () => {
    const updateConsumerGroupDetails = { deadLetterQueueDeliveryCount: 2 };
    await finished(await client.updateConsumerGroup({ consumerGroupId, updateConsumerGroupDetails }));
  });
  await check('DeleteConsumerGroup', 'the group is gone', async () => {
    await client.deleteConsumerGroup({ consumerGroupId });
    await client.createWaiters().forConsumerGroup({ consumerGroupId }, 'DELETED');
  });
  await check('PurgeQueue', 'the queue and its dead letters', async () => {
    const { operationType } = await finished(
      await client.purgeQueue({ queueId, purgeQueueDetails: { purgeType: 'BOTH' } }),
    );
    assert.equal(operationType, 'PURGE_QUEUE');
  });
  await check('ChangeQueueCompartment', 'the queue is in another compartment', async () => {
    const changeQueueCompartmentDetails = { compartmentId: 'ocid1.compartment.oc1..another' };
    await finished(await client.changeQueueCompartment({ queueId, changeQueueCompartmentDetails }));
  });
};
