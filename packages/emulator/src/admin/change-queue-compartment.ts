import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { queueParams, type QueueParams } from '../rest/schemas.js';
import { order } from './accepted.js';
import { changeableQueue } from './changeable-queue.js';
import type { IfMatchHeaders } from './if-match.js';
import { compartmentOf } from './queue-fields.js';

interface Route {
  Params: QueueParams;
  Headers: IfMatchHeaders;
  Body: { readonly compartmentId: string };
}

const body = {
  type: 'object',
  required: ['compartmentId'],
  properties: { compartmentId: { type: 'string' } },
} as const;

/** ChangeQueueCompartment: any compartment will do. The work request belongs to the one that the queue leaves (assumed). */
export const changeQueueCompartment = (scope: FastifyInstance, context: EmulatorContext): void => {
  scope.post<Route>(
    '/queues/:queueId/actions/changeCompartment',
    { schema: { params: queueParams, body }, config: { op: 'ChangeQueueCompartment' } },
    (request, reply) => {
      const { id: queueId, compartmentId } = changeableQueue(request, context);
      const task = { kind: 'MOVE_QUEUE', queueId, compartmentId: compartmentOf(request.body) } as const;
      context.queues.change(queueId, { lifecycleState: 'UPDATING' });
      return order(reply, context, { task, compartmentId });
    },
  );
};
