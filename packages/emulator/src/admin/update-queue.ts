import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { queueParams, type QueueParams } from '../rest/schemas.js';
import { order } from './accepted.js';
import { changeableQueue } from './changeable-queue.js';
import type { IfMatchHeaders } from './if-match.js';
import { QUEUE_DETAILS_SCHEMA, checkedFields, type QueueDetails } from './queue-fields.js';

interface Route {
  Params: QueueParams;
  Headers: IfMatchHeaders;
  /** The TypeScript SDK sends an empty update without a body. */
  Body: QueueDetails | null | undefined;
}

const body = { type: ['object', 'null'], properties: QUEUE_DETAILS_SCHEMA } as const;

/** UpdateQueue: retention cannot be changed, here as in the service. */
export const updateQueue = (scope: FastifyInstance, context: EmulatorContext): void => {
  scope.put<Route>(
    '/queues/:queueId',
    { schema: { params: queueParams, body }, config: { op: 'UpdateQueue' } },
    (request, reply) => {
      const { id, compartmentId } = changeableQueue(request, context);
      const fields = checkedFields({ ...request.body, retentionInSeconds: null }, context.limits);
      context.queues.change(id, { lifecycleState: 'UPDATING' });
      return order(reply, context, { task: { kind: 'UPDATE_QUEUE', queueId: id, fields }, compartmentId });
    },
  );
};
