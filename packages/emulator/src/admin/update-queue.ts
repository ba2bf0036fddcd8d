import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { invalidParameter } from '../http/oci-error.js';
import type { QueueFields, QueueResource } from '../queues/queue-resource.js';
import { queueParams, type QueueParams } from '../rest/schemas.js';
import { order } from './accepted.js';
import { primaryGroupFields } from './capability-details.js';
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
      const queue = changeableQueue(request, context);
      const { id: queueId, compartmentId } = queue;
      const fields = checkedFields({ ...request.body, retentionInSeconds: null }, context);
      checkCapabilities(queue, fields);
      const primary = primaryGroupFields(request.body?.capabilities, context);
      const { queues } = context;
      queues.change(queueId, { lifecycleState: 'UPDATING' });
      if (primary && !queues.groups.primaryOf(queueId))
        queues.groups.create({ ...primary, queueId, isPrimary: true });
      return order(reply, context, { task: { kind: 'UPDATE_QUEUE', queueId, fields }, compartmentId });
    },
  );
};

/** Whether the service lets one be taken away is not documented; it is assumed not to. @throws OciError 400 */
const checkCapabilities = (queue: QueueResource, { capabilities }: Partial<QueueFields>): void => {
  const missing = capabilities && queue.capabilities.find((known) => !capabilities.includes(known));
  if (missing === undefined) return;
  throw invalidParameter(`The capability ${missing} cannot be taken away. Name it, or leave the field out.`);
};
