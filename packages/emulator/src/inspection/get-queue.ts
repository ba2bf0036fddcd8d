import { PRIMARY_GROUP } from '@snoozeq/queue-engine';
import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { statsDocument } from '../rest/index.js';
import { queueParams, type QueueParams } from '../rest/schemas.js';
import { findQueue } from './find-queue.js';
import { laneCounts, stateCounts } from './lanes.js';

/** One queue: what it holds by group and by lane, and when time will next change it. */
export const getQueue = (scope: FastifyInstance, { queues }: EmulatorContext): void => {
  scope.get<{ Params: QueueParams }>(
    '/queues/:queueId',
    { schema: { params: queueParams }, config: { op: 'InspectQueue' } },
    (request, reply) => {
      const { id, displayName } = findQueue(queues, request.params.queueId);
      const queue = queues.live(id);
      const contents = queue.contents();
      const document = {
        id,
        displayName,
        // As the API answers without a consumer group.
        ...statsDocument(contents.stats({})),
        channels: contents.channels(PRIMARY_GROUP),
        groups: contents.groups.map((group) => ({
          group,
          ...stateCounts(contents.stats({ group })),
          lanes: laneCounts(contents, group),
        })),
        waitingPolls: queue.waitingPolls,
        nextEventAtMs: queue.nextEventAtMs() ?? null,
        nowMs: queues.nowMs(),
      };
      return reply.send(JSON.stringify(document));
    },
  );
};
