import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { queueParams, type QueueParams } from '../rest/schemas.js';
import { order } from './accepted.js';
import { changeableQueue } from './changeable-queue.js';
import type { IfMatchHeaders } from './if-match.js';

interface Route {
  Params: QueueParams;
  Headers: IfMatchHeaders;
}

/** DeleteQueue: takes its messages, channels, groups and dead letters along when the work request finishes. */
export const deleteQueue = (scope: FastifyInstance, context: EmulatorContext): void => {
  scope.delete<Route>(
    '/queues/:queueId',
    { schema: { params: queueParams }, config: { op: 'DeleteQueue' } },
    (request, reply) => {
      const { id, compartmentId } = changeableQueue(request, context);
      context.queues.change(id, { lifecycleState: 'DELETING' });
      return order(reply, context, { task: { kind: 'DELETE_QUEUE', queueId: id }, compartmentId });
    },
  );
};
