/** Every operation of the API, in the order of the table. Whatever else is checked comes below them. */
export const OPERATIONS = [
  ...['PutMessages', 'GetMessages', 'UpdateMessage', 'UpdateMessages', 'DeleteMessage', 'DeleteMessages'],
  ...['GetStats', 'ListChannels'],
  ...['CreateQueue', 'GetQueue', 'ListQueues', 'UpdateQueue', 'DeleteQueue', 'ChangeQueueCompartment'],
  ...['PurgeQueue', 'CreateConsumerGroup', 'GetConsumerGroup', 'ListConsumerGroups', 'UpdateConsumerGroup'],
  ...['DeleteConsumerGroup', 'GetWorkRequest', 'ListWorkRequests', 'ListWorkRequestErrors'],
  'ListWorkRequestLogs',
];
