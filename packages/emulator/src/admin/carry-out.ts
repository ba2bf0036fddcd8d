import type { EpochMs } from '@snoozeq/core';
import type { QueueRegistry } from '../queues/queue-registry.js';
import { isGroupTask, type Task } from '../work-requests/task.js';
import type { WorkRequestError } from '../work-requests/work-request.js';
import { carryOutOnGroup } from './carry-out-on-group.js';
import { carryOutOnQueue } from './carry-out-on-queue.js';

/** What the work requests of the admin plane do when they finish. The result says why one has become impossible. */
export const carryOut =
  (queues: QueueRegistry) =>
  (task: Task, atMs: EpochMs): WorkRequestError | undefined =>
    isGroupTask(task) ? carryOutOnGroup(queues, task, atMs) : carryOutOnQueue(queues, task, atMs);
