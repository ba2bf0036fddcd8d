import type { EpochMs } from '@snoozeq/core';
import { isGone, restingState } from '../queues/consumer-group-resource.js';
import type { QueueRegistry } from '../queues/queue-registry.js';
import type { GroupTask } from '../work-requests/task.js';
import type { WorkRequestError } from '../work-requests/work-request.js';
import { hasGone } from './has-gone.js';

/** A queue may be deleted while one of its groups is being changed; the group goes with it. */
export const carryOutOnGroup = (
  queues: QueueRegistry,
  task: GroupTask,
  atMs: EpochMs,
): WorkRequestError | undefined => {
  const { groups } = queues;
  const { queueId, consumerGroupId } = task;
  const group = groups.resources.get(consumerGroupId);
  if (!group || isGone(group)) {
    return task.kind === 'DELETE_CONSUMER_GROUP' ? undefined : hasGone(`Queue ${queueId}`);
  }
  switch (task.kind) {
    case 'CREATE_CONSUMER_GROUP':
      if (!queues.findLive(queueId)) {
        groups.change(consumerGroupId, { lifecycleState: 'FAILED', timeUpdatedMs: atMs });
        return hasGone(`Queue ${queueId}`);
      }
      groups.change(consumerGroupId, { lifecycleState: restingState(group), timeUpdatedMs: atMs });
      return undefined;
    case 'UPDATE_CONSUMER_GROUP': {
      const lifecycleState = restingState({ ...group, ...task.fields });
      groups.change(consumerGroupId, { ...task.fields, lifecycleState, timeUpdatedMs: atMs });
      return undefined;
    }
    case 'DELETE_CONSUMER_GROUP':
      groups.change(consumerGroupId, { lifecycleState: 'DELETED', timeUpdatedMs: atMs });
      return undefined;
    default:
      return task satisfies never;
  }
};
