import type { EpochMs } from '@snoozeq/core';
import { PRIMARY_GROUP, type GroupId } from '@snoozeq/queue-engine';
import { engineGroup, isGone } from '../queues/consumer-group-resource.js';
import type { QueueRegistry } from '../queues/queue-registry.js';
import type { QueueTask } from '../work-requests/task.js';
import type { WorkRequestError } from '../work-requests/work-request.js';
import { hasGone } from './has-gone.js';

/**
 * A queue that is being changed takes no other change, so only the group of a purge can have gone through the API; the queue itself
 * through a restore, or by the hand of a test.
 */
export const carryOutOnQueue = (
  queues: QueueRegistry,
  task: QueueTask,
  atMs: EpochMs,
): WorkRequestError | undefined => {
  const { queueId } = task;
  const live = queues.findLive(queueId);
  if (!live) return hasGone(`Queue ${queueId}`);
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
      const { consumerGroupId, ...purge } = task.purge;
      const group = engineGroupOf(queues, consumerGroupId);
      if (group !== undefined) live.purge({ ...purge, group });
      queues.activate(queueId, atMs);
      return group === undefined ? hasGone(`Consumer group ${consumerGroupId}`) : undefined;
    }
    case 'DELETE_QUEUE':
      queues.delete(queueId, atMs);
      return undefined;
    default:
      return task satisfies never;
  }
};

const engineGroupOf = ({ groups }: QueueRegistry, id: string | undefined): GroupId | undefined => {
  if (id === undefined) return PRIMARY_GROUP;
  if (id === 'all') return id;
  const group = groups.resources.get(id);
  return group && !isGone(group) ? engineGroup(group) : undefined;
};
