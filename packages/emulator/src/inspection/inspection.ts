import { PRIMARY_GROUP } from '@snoozeq/queue-engine';
import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { statsDocument } from '../rest/index.js';
import { queueParams, type QueueParams } from '../rest/schemas.js';

/** The emulator's own endpoints, unsigned and for this machine only: looking at a queue without delivering from it. */
export const inspection = (scope: FastifyInstance, { queues }: EmulatorContext): void => {
  scope.get<{ Params: QueueParams }>(
    '/queues/:queueId',
    { schema: { params: queueParams }, config: { op: 'Inspect' } },
    (request, reply) => {
      const queue = queues.live(request.params.queueId);
      const contents = queue.contents();
      const stats = statsDocument(contents.stats({}));
      const [nextEventAtMs, nowMs] = [queue.nextEventAtMs() ?? null, queues.nowMs()];
      return reply.send(
        JSON.stringify({ ...stats, channels: contents.channels(PRIMARY_GROUP), nextEventAtMs, nowMs }),
      );
    },
  );
};
