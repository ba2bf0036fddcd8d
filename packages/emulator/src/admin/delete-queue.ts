import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { queueParams, type QueueParams } from '../rest/schemas.js';
import { accepted, checkEtag } from './accepted.js';

interface Route {
  Params: QueueParams;
  Headers: { readonly 'if-match'?: string };
}

/** DeleteQueue: takes its messages, channels and dead letters along, at once. */
export const deleteQueue = (scope: FastifyInstance, context: EmulatorContext): void => {
  scope.delete<Route>(
    '/queues/:queueId',
    { schema: { params: queueParams }, config: { op: 'DeleteQueue' } },
    (request, reply) => {
      const { queueId } = request.params;
      checkEtag(request.headers['if-match'], context.queues.activeResource(queueId));
      const queue = context.queues.delete(queueId);
      return accepted(reply, context, { operationType: 'DELETE_QUEUE', queue });
    },
  );
};
