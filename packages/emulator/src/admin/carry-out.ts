import type { EpochMs } from '@snoozeq/core';
import type { QueueRegistry } from '../queues/queue-registry.js';
import type { Task } from '../work-requests/task.js';
import type { WorkRequestError } from '../work-requests/work-request.js';

/** What the work requests of the admin plane do when they finish. The result says why one has become impossible. */
export const carryOut =
  (queues: QueueRegistry) =>
  (task: Task, atMs: EpochMs): WorkRequestError | undefined => {
    const done = { lifecycleState: 'ACTIVE', lifecycleDetails: null, timeUpdatedMs: atMs } as const;
    switch (task.kind) {
      case 'CREATE_QUEUE':
        queues.change(task.queueId, done);
        return undefined;
      case 'UPDATE_QUEUE':
        queues.change(task.queueId, { ...task.fields, ...done });
        return undefined;
      case 'MOVE_QUEUE':
        queues.change(task.queueId, { compartmentId: task.compartmentId, ...done });
        return undefined;
      case 'DELETE_QUEUE':
        queues.change(task.queueId, { ...done, lifecycleState: 'DELETED' });
        queues.dropMessages(task.queueId);
        return undefined;
      default:
        return task satisfies never;
    }
  };
