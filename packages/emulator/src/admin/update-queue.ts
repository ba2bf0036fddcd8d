import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { queueParams, type QueueParams } from '../rest/schemas.js';
import { accepted, checkEtag } from './accepted.js';
import { QUEUE_DETAILS_SCHEMA, checkedFields, type QueueDetails } from './queue-fields.js';

interface Route {
  Params: QueueParams;
  Headers: { readonly 'if-match'?: string };
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
      const { queueId } = request.params;
      checkEtag(request.headers['if-match'], context.queues.activeResource(queueId));
      const fields = checkedFields({ ...request.body, retentionInSeconds: null }, context.limits);
      const queue = context.queues.update(queueId, fields);
      return accepted(reply, context, { operationType: 'UPDATE_QUEUE', queue });
    },
  );
};
