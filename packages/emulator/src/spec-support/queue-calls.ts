import type { models } from 'oci-queue';
import type { TestEmulator } from './test-emulator.js';

interface Get {
  readonly visibilityInSeconds?: number;
  readonly timeoutInSeconds?: number;
  readonly limit?: number;
  readonly channelFilter?: string;
}

/** The calls on one queue and one of its groups, with Oracle's client and few words. Gets do not wait unless told. */
export const queueCalls = (
  { client }: Pick<TestEmulator, 'client'>,
  queueId: string,
  consumerGroupId?: string,
) => {
  const target = { queueId, ...(consumerGroupId !== undefined && { consumerGroupId }) };
  const send = async (messages: models.PutMessagesDetailsEntry[]) =>
    (await client.putMessages({ queueId, putMessagesDetails: { messages } })).putMessages.messages;
  return {
    queueId,
    send,
    put: (...contents: readonly string[]) => send(contents.map((content) => ({ content }))),
    putTo: (channelId: string, ...contents: readonly string[]) =>
      send(contents.map((content) => ({ content, metadata: { channelId } }))),
    get: async (request: Get = {}) =>
      (await client.getMessages({ ...target, timeoutInSeconds: 0, ...request })).getMessages.messages,
    update: async (messageReceipt: string, visibilityInSeconds: number) =>
      (
        await client.updateMessage({
          ...target,
          messageReceipt,
          updateMessageDetails: { visibilityInSeconds },
        })
      ).updatedMessage,
    updates: async (entries: models.UpdateMessagesDetailsEntry[]) =>
      (await client.updateMessages({ ...target, updateMessagesDetails: { entries } })).updateMessagesResult,
    remove: (messageReceipt: string) => client.deleteMessage({ ...target, messageReceipt }),
    removes: async (...receipts: readonly string[]) =>
      (
        await client.deleteMessages({
          ...target,
          deleteMessagesDetails: { entries: receipts.map((receipt) => ({ receipt })) },
        })
      ).deleteMessagesResult,
    stats: async (channelId?: string) =>
      (await client.getStats({ ...target, ...(channelId !== undefined && { channelId }) })).queueStats,
    channels: async (request: object = {}) =>
      (await client.listChannels({ ...target, ...request })).channelCollection.items,
  };
};

export type QueueCalls = ReturnType<typeof queueCalls>;

/** The one message that was returned. */
export const only = <T>(items: readonly T[]): T => {
  const [item] = items;
  if (items.length === 1 && item !== undefined) return item;
  throw new Error(`One item was expected, there are ${items.length}.`);
};

export const contentsOf = (messages: readonly models.GetMessage[]): readonly string[] =>
  messages.map(({ content }) => content);
