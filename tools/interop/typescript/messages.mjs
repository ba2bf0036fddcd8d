import assert from 'node:assert/strict';
import { check, refused } from './report.mjs';

export const messages = async (client, queueId) => {
  const get = async (request) =>
    (await client.getMessages({ queueId, timeoutInSeconds: 5, ...request })).getMessages.messages;
  const metadata = { channelId: 'ts', customProperties: { kind: 'test' } };
  const put = await check('PutMessages', 'with channel and properties', async () => {
    const details = { messages: ['a', 'b', 'c'].map((content) => ({ content, metadata })) };
    const { putMessages } = await client.putMessages({ queueId, putMessagesDetails: details });
    assert.equal(putMessages.messages.length, 3);
    return putMessages.messages;
  });
  await check('PutMessages', 'ids are beyond what a number holds exactly, as those of the service', () =>
    assert.ok(put.every(({ id }) => id > Number.MAX_SAFE_INTEGER)),
  );
  await check('ListChannels', 'the channel that was put to', async () => {
    const { channelCollection } = await client.listChannels({ queueId });
    assert.deepEqual(channelCollection.items, ['ts']);
  });
  const got = await check('GetMessages', 'all fields of a delivery', async () => {
    const found = await get({ channelFilter: 'ts', visibilityInSeconds: 600, limit: 20 });
    assert.deepEqual(
      found.map(({ content, deliveryCount }) => [content, deliveryCount]),
      [['a', 1], ['b', 1], ['c', 1]], // prettier-ignore
    );
    assert.deepEqual(found[0].metadata, metadata);
    assert.ok(found.every((each) => each.receipt && each.createdAt && each.expireAfter && each.visibleAfter));
    return found;
  });
  const [first, second, third] = got.map(({ receipt }) => receipt);
  await check('GetStats', 'three in flight', async () => {
    const { queueStats } = await client.getStats({ queueId });
    assert.deepEqual([queueStats.queue.visibleMessages, queueStats.queue.inFlightMessages], [0, 3]);
  });
  await settle(client, queueId, [first, second, third]);
  await check('GetMessages', 'a long poll wakes on a put', async () => {
    const polled = get({ timeoutInSeconds: 20 });
    await client.putMessages({ queueId, putMessagesDetails: { messages: [{ content: 'late' }] } });
    assert.equal((await polled)[0].content, 'late');
  });
  await refused('GetMessages', 400, 'InvalidParameter', 'a limit of 21', () => get({ limit: 21 }));
  await refused('DeleteMessage', 409, 'Conflict', 'a second time', () =>
    client.deleteMessage({ queueId, messageReceipt: first }),
  );
};

const settle = async (client, queueId, receipts) => {
  await check('UpdateMessage', 'hides for longer', () =>
    client.updateMessage({
      queueId,
      messageReceipt: receipts[0],
      updateMessageDetails: { visibilityInSeconds: 43_200 },
    }),
  );
  await check('UpdateMessages', 'a batch', async () => {
    const entries = receipts.map((receipt) => ({ receipt, visibilityInSeconds: 60 }));
    const { updateMessagesResult } = await client.updateMessages({
      queueId,
      updateMessagesDetails: { entries },
    });
    assert.equal(updateMessagesResult.clientFailures, 0);
  });
  await check('DeleteMessage', 'by receipt', () =>
    client.deleteMessage({ queueId, messageReceipt: receipts[0] }),
  );
  await check('DeleteMessages', 'a batch, with the one that is gone as a failed entry', async () => {
    const { deleteMessagesResult } = await client.deleteMessages({
      queueId,
      deleteMessagesDetails: { entries: receipts.map((receipt) => ({ receipt })) },
    });
    assert.deepEqual(
      deleteMessagesResult.entries.map(({ errorCode }) => errorCode),
      [409, undefined, undefined],
    );
  });
};
