import type { EpochMs } from '@snoozeq/core';
import { PRIMARY_GROUP, type GroupId } from '@snoozeq/queue-engine';
import { engineGroup, isGone } from '../queues/consumer-group-resource.js';
import type { QueueRegistry } from '../queues/queue-registry.js';
import type { Purge, QueueTask } from '../work-requests/task.js';
import type { WorkRequestError } from '../work-requests/work-request.js';
import { hasGone } from './has-gone.js';

/** A queue that is being changed takes no other change, so only a purge can find that something has gone. */
export const carryOutOnQueue = (
  queues: QueueRegistry,
  task: QueueTask,
  atMs: EpochMs,
): WorkRequestError | undefined => {
  const { queueId } = task;
  switch (task.kind) {
    case 'CREATE_QUEUE':
      queues.activate(queueId, atMs);
      return undefined;
    case 'UPDATE_QUEUE':
      queues.activate(queueId, atMs, task.fields);
      return undefined;
    case 'MOVE_QUEUE':
      queues.activate(queueId, atMs, { compartmentId: task.compartmentId });
      return undefined;
    case 'PURGE_QUEUE': {
      const error = purge(queues, queueId, task.purge);
      queues.activate(queueId, atMs);
      return error;
    }
    case 'DELETE_QUEUE':
      queues.delete(queueId, atMs);
      return undefined;
    default:
      return task satisfies never;
  }
};

const purge = (
  queues: QueueRegistry,
  queueId: string,
  { consumerGroupId, ...request }: Purge,
): WorkRequestError | undefined => {
  const group = engineGroupOf(queues, consumerGroupId);
  if (group === undefined) return hasGone(`Consumer group ${consumerGroupId}`);
  queues.purge(queueId, { ...request, group });
  return undefined;
};

const engineGroupOf = ({ groups }: QueueRegistry, id: string | undefined): GroupId | undefined => {
  if (id === undefined) return PRIMARY_GROUP;
  if (id === 'all') return id;
  const group = groups.resources.get(id);
  return group && !isGone(group) ? engineGroup(group) : undefined;
};
