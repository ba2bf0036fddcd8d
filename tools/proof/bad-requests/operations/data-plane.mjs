import { text, whole, required, LIST_QUERY } from './fields.mjs';

const ENTRIES = { type: 'list', min: 1, max: 20, isRequired: true };

/** Operations on messages. */
export const DATA_PLANE = [
  {
    name: 'PutMessages',
    method: 'POST',
    path: '/20210201/queues/{queue}/messages',
    body: (world) => ({
      messages: [
        { content: world.canary },
        { content: world.canary, metadata: { channelId: 'lane-1', customProperties: { key: world.canary } } },
      ],
    }),
    fields: {
      messages: ENTRIES,
      'messages.0': { type: 'object' },
      'messages.0.content': required(text()),
      'messages.1.metadata': { type: 'object' },
      'messages.1.metadata.channelId': required(text(1, 64)),
      'messages.1.metadata.customProperties': { type: 'object' },
      'messages.1.metadata.customProperties.key': text(),
    },
  },
  {
    name: 'GetMessages',
    method: 'GET',
    path: '/20210201/queues/{queue}/messages',
    query: {
      limit: whole(1, 20),
      visibilityInSeconds: whole(0, 43_200),
      timeoutInSeconds: whole(0, 30),
      channelFilter: text(1, 64),
      consumerGroupId: { type: 'id' },
    },
  },
  {
    name: 'UpdateMessage',
    method: 'PUT',
    path: '/20210201/queues/{queue}/messages/{receipt}',
    query: { consumerGroupId: { type: 'id' } },
    body: () => ({ visibilityInSeconds: 43_200 }),
    fields: { visibilityInSeconds: required(whole(0, 43_200)) },
  },
  {
    name: 'DeleteMessage',
    method: 'DELETE',
    path: '/20210201/queues/{queue}/messages/{receipt}',
    query: { consumerGroupId: { type: 'id' } },
  },
  {
    name: 'UpdateMessages',
    method: 'POST',
    path: '/20210201/queues/{queue}/messages/actions/updateMessages',
    query: { consumerGroupId: { type: 'id' } },
    body: (world) => ({ entries: [{ receipt: world.receipt, visibilityInSeconds: 43_200 }] }),
    fields: {
      entries: ENTRIES,
      'entries.0': { type: 'object' },
      'entries.0.receipt': required(text()),
      'entries.0.visibilityInSeconds': required(whole(0, 43_200)),
    },
  },
  {
    name: 'DeleteMessages',
    method: 'POST',
    path: '/20210201/queues/{queue}/messages/actions/deleteMessages',
    query: { consumerGroupId: { type: 'id' } },
    body: (world) => ({ entries: [{ receipt: world.receipt }] }),
    fields: { entries: ENTRIES, 'entries.0': { type: 'object' }, 'entries.0.receipt': required(text()) },
  },
  {
    name: 'GetStats',
    method: 'GET',
    path: '/20210201/queues/{queue}/stats',
    query: { channelId: text(1, 64), consumerGroupId: { type: 'id' } },
  },
  {
    name: 'ListChannels',
    method: 'GET',
    path: '/20210201/queues/{queue}/channels',
    query: { ...LIST_QUERY, channelFilter: text(1, 64), consumerGroupId: { type: 'id' } },
  },
];
