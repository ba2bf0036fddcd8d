import { isoTime } from '../messages/message-json.js';
import { isGroupTask, type OperationType, type Task } from './task.js';
import { isFinished, type WorkRequest } from './work-request.js';

/** What a work request has made of its resource when it has succeeded. A purge and a move count as updates (assumed). */
const ACTIONS = {
  CREATE_QUEUE: 'CREATED',
  UPDATE_QUEUE: 'UPDATED',
  DELETE_QUEUE: 'DELETED',
  MOVE_QUEUE: 'UPDATED',
  PURGE_QUEUE: 'UPDATED',
  CREATE_CONSUMER_GROUP: 'CREATED',
  UPDATE_CONSUMER_GROUP: 'UPDATED',
  DELETE_CONSUMER_GROUP: 'DELETED',
} as const satisfies Record<OperationType, string>;

/** How far a request is in each status; the number in between is assumed. */
const PERCENT = { ACCEPTED: 0, IN_PROGRESS: 50, SUCCEEDED: 100, FAILED: 50 } as const;

/** A work request as the API shows it. Times that have not come yet are left out. */
export const workRequestDocument = (request: WorkRequest) => ({
  operationType: request.task.kind,
  status: request.status,
  id: request.id,
  compartmentId: request.compartmentId,
  resources: resources(request.task, request.status === 'SUCCEEDED'),
  percentComplete: PERCENT[request.status],
  timeAccepted: isoTime(request.acceptedAtMs),
  ...(request.status !== 'ACCEPTED' && { timeStarted: isoTime(request.startsAtMs) }),
  ...(isFinished(request) && { timeFinished: isoTime(request.finishesAtMs) }),
});

/** What was changed first; the queue of a group is related to it. For groups the names are assumed. */
const resources = (task: Task, hasSucceeded: boolean) => {
  const actionType = hasSucceeded ? ACTIONS[task.kind] : 'IN_PROGRESS';
  if (!isGroupTask(task)) return [queueEntity(task, actionType)];
  const { consumerGroupId: identifier } = task;
  return [
    { entityType: 'consumergroup', actionType, identifier, entityUri: `/consumerGroups/${identifier}` },
    queueEntity(task, 'RELATED'),
  ];
};

const queueEntity = ({ queueId }: Task, actionType: string) => ({
  entityType: 'queue',
  actionType,
  identifier: queueId,
  entityUri: `/queues/${queueId}`,
});

/** Why it failed; empty for all others. */
export const errorDocuments = ({ error, finishesAtMs }: WorkRequest) =>
  error ? [{ ...error, timestamp: isoTime(finishesAtMs) }] : [];

/** What has happened so far; the texts are assumed. */
export const logDocuments = (request: WorkRequest) => {
  const entry = (message: string, atMs: number) => ({ message, timestamp: isoTime(atMs) });
  const { kind } = request.task;
  return [
    entry(`${kind} was accepted.`, request.acceptedAtMs),
    ...(request.status === 'ACCEPTED' ? [] : [entry(`${kind} has started.`, request.startsAtMs)]),
    ...(isFinished(request)
      ? [entry(`${kind} has ${request.status === 'FAILED' ? 'failed' : 'succeeded'}.`, request.finishesAtMs)]
      : []),
  ];
};
