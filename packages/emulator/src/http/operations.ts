/** The names of the operations of both planes, as the API has them. */
export const OPERATIONS = [
  'PutMessages',
  'GetMessages',
  'UpdateMessage',
  'UpdateMessages',
  'DeleteMessage',
  'DeleteMessages',
  'GetStats',
  'ListChannels',
  'CreateQueue',
  'GetQueue',
  'ListQueues',
  'UpdateQueue',
  'DeleteQueue',
  'ChangeQueueCompartment',
  'PurgeQueue',
  'CreateConsumerGroup',
  'GetConsumerGroup',
  'ListConsumerGroups',
  'UpdateConsumerGroup',
  'DeleteConsumerGroup',
  'GetWorkRequest',
  'ListWorkRequests',
  'ListWorkRequestErrors',
  'ListWorkRequestLogs',
] as const;

export type Operation = (typeof OPERATIONS)[number];

const NAMES: ReadonlySet<string> = new Set(OPERATIONS);

/** Whether a call is one of the API, not of the emulator's own endpoints. */
export const isOperation = (name: string): name is Operation => NAMES.has(name);
