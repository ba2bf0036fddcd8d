import type { FastifyInstance } from 'fastify';
import { asAskedFor } from '../http/asked-origin.js';
import type { EmulatorContext } from '../http/emulator-context.js';
import { queueDocument } from '../queues/queue-resource.js';
import { queueParams, type QueueParams } from '../rest/schemas.js';

/** GetQueue: a deleted queue stays readable, as DELETED. */
export const getQueue = (scope: FastifyInstance, { queues }: EmulatorContext): void => {
  scope.get<{ Params: QueueParams }>(
    '/queues/:queueId',
    { schema: { params: queueParams }, config: { op: 'GetQueue' } },
    (request, reply) => {
      const queue = queues.resource(request.params.queueId);
      return reply.header('etag', queue.etag).send(JSON.stringify(queueDocument(asAskedFor(request, queue))));
    },
  );
};
