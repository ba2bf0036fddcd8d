// Requests that are right in every respect, in enough detail to know what would make them wrong.

const text = (min, max) => ({ type: 'text', min, max });
const whole = (min, max) => ({ type: 'whole', min, max });
const choice = (...values) => ({ type: 'choice', values });
const TAGS = { freeformTags: { type: 'object' }, definedTags: { type: 'object' } };

const QUEUE_FIELDS = {
  displayName: text(1, 255),
  visibilityInSeconds: whole(1, 43_200),
  timeoutInSeconds: whole(0, 30),
  deadLetterQueueDeliveryCount: whole(0, 20),
  channelConsumptionLimit: whole(1, 100),
  customEncryptionKeyId: { type: 'text' },
  capabilities: { type: 'list' },
  ...TAGS,
};
const LIST_QUERY = { limit: whole(1, 1_000), page: { type: 'token' } };
const SORT_QUERY = { sortOrder: choice('ASC', 'DESC'), sortBy: choice('timeCreated', 'displayName') };
const ENTRIES = { type: 'list', min: 1, max: 20, isRequired: true };

const required = (field) => ({ ...field, isRequired: true });

/**
 * `path` uses the world's names in braces. `query` and `fields` say what values are right; a field is named by its path in the
 * body. `body` makes the body of a request that would succeed.
 */
export const OPERATIONS = [
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
  {
    name: 'CreateQueue',
    method: 'POST',
    path: '/20210201/queues',
    takes: ['opc-retry-token'],
    body: (world) => ({ displayName: world.canary, compartmentId: 'c', retentionInSeconds: 600 }),
    fields: {
      ...QUEUE_FIELDS,
      displayName: required(text(1, 255)),
      compartmentId: required({ type: 'text' }),
      retentionInSeconds: whole(10, 604_800),
    },
  },
  {
    name: 'ListQueues',
    method: 'GET',
    path: '/20210201/queues',
    query: { ...LIST_QUERY, ...SORT_QUERY, lifecycleState: choice('ACTIVE', 'DELETED') },
  },
  { name: 'GetQueue', method: 'GET', path: '/20210201/queues/{queue}' },
  {
    name: 'UpdateQueue',
    method: 'PUT',
    path: '/20210201/queues/{queue}',
    takes: ['if-match'],
    isBodyOptional: true,
    body: () => ({ timeoutInSeconds: 29 }),
    fields: QUEUE_FIELDS,
  },
  { name: 'DeleteQueue', method: 'DELETE', path: '/20210201/queues/{queue}', takes: ['if-match'] },
  {
    name: 'ChangeQueueCompartment',
    method: 'POST',
    path: '/20210201/queues/{queue}/actions/changeCompartment',
    takes: ['if-match'],
    body: () => ({ compartmentId: 'elsewhere' }),
    fields: { compartmentId: required({ type: 'text' }) },
  },
  {
    name: 'PurgeQueue',
    method: 'POST',
    path: '/20210201/queues/{queue}/actions/purge',
    takes: ['if-match'],
    body: () => ({ purgeType: 'BOTH', channelIds: ['lane-1'] }),
    fields: {
      purgeType: required(choice('NORMAL', 'DLQ', 'BOTH')),
      channelIds: { type: 'list', max: 256 },
      'channelIds.0': text(1, 64),
      consumerGroupId: { type: 'text' },
    },
  },
  {
    name: 'CreateConsumerGroup',
    method: 'POST',
    path: '/20210201/consumerGroups',
    takes: ['opc-retry-token'],
    body: (world) => ({ displayName: world.canary, queueId: world.queue, isEnabled: true }),
    fields: {
      displayName: required(text(1, 255)),
      queueId: required({ type: 'text' }),
      isEnabled: { type: 'flag' },
      consumerGroupFilter: { type: 'text' },
      deadLetterQueueDeliveryCount: whole(0, 20),
      ...TAGS,
    },
  },
  {
    name: 'ListConsumerGroups',
    method: 'GET',
    path: '/20210201/consumerGroups',
    query: { ...LIST_QUERY, ...SORT_QUERY },
  },
  { name: 'GetConsumerGroup', method: 'GET', path: '/20210201/consumerGroups/{group}' },
  {
    name: 'UpdateConsumerGroup',
    method: 'PUT',
    path: '/20210201/consumerGroups/{group}',
    takes: ['if-match'],
    isBodyOptional: true,
    body: () => ({ isEnabled: true }),
    fields: {
      displayName: text(1, 255),
      isEnabled: { type: 'flag' },
      consumerGroupFilter: { type: 'text' },
      deadLetterQueueDeliveryCount: whole(-1, 20),
      ...TAGS,
    },
  },
  {
    name: 'DeleteConsumerGroup',
    method: 'DELETE',
    path: '/20210201/consumerGroups/{group}',
    takes: ['if-match'],
  },
  { name: 'ListWorkRequests', method: 'GET', path: '/20210201/workRequests', query: LIST_QUERY },
  { name: 'GetWorkRequest', method: 'GET', path: '/20210201/workRequests/{workRequest}' },
  {
    name: 'ListWorkRequestErrors',
    method: 'GET',
    path: '/20210201/workRequests/{workRequest}/errors',
    query: LIST_QUERY,
  },
  {
    name: 'ListWorkRequestLogs',
    method: 'GET',
    path: '/20210201/workRequests/{workRequest}/logs',
    query: LIST_QUERY,
  },
  { name: 'ShowQueues', method: 'GET', path: '/_emulator/queues', isOwn: true },
  { name: 'ShowQueue', method: 'GET', path: '/_emulator/queues/{queue}', isOwn: true },
  {
    name: 'ShowMessages',
    method: 'GET',
    path: '/_emulator/queues/{queue}/messages',
    isOwn: true,
    query: {
      ...LIST_QUERY,
      state: choice('visible', 'hidden', 'dead'),
      content: choice('true', 'false'),
    },
  },
  {
    name: 'ShowDue',
    method: 'GET',
    path: '/_emulator/queues/{queue}/due',
    isOwn: true,
    query: { everySeconds: whole(1, 604_800) },
  },
  {
    name: 'ShowHistory',
    method: 'GET',
    path: '/_emulator/history',
    isOwn: true,
    query: { limit: whole(1, 1_000) },
  },
  { name: 'ShowFaults', method: 'GET', path: '/_emulator/faults', isOwn: true },
  {
    name: 'BeginFaults',
    method: 'PUT',
    path: '/_emulator/faults',
    isOwn: true,
    body: () => ({ seed: 1, rules: [{ kind: 'throttle', rate: 0 }] }),
    fields: {
      seed: whole(0, 999_999_999),
      rules: { type: 'list', min: 1, max: 100, isRequired: true },
      'rules.0': { type: 'object' },
      'rules.0.kind': required(text()),
    },
  },
  { name: 'EndFaults', method: 'DELETE', path: '/_emulator/faults', isOwn: true },
];

/** Every method that means something at the path of an operation. */
export const methodsAt = ({ path }) =>
  OPERATIONS.filter((each) => each.path === path).map(({ method }) => method);
