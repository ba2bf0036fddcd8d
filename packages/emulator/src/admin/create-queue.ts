import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { invalidParameter } from '../http/oci-error.js';
import { QUEUE_DEFAULTS } from '../queues/queue-resource.js';
import { accepted } from './accepted.js';
import { QUEUE_DETAILS_SCHEMA, checkedFields, type CreateQueueDetails } from './queue-fields.js';

const body = {
  type: 'object',
  required: ['displayName', 'compartmentId'],
  properties: {
    ...QUEUE_DETAILS_SCHEMA,
    displayName: { type: 'string' },
    compartmentId: { type: 'string' },
    retentionInSeconds: { type: ['integer', 'null'] },
  },
} as const;

/** CreateQueue: ACTIVE at once, where the service takes about a minute. */
export const createQueue = (scope: FastifyInstance, context: EmulatorContext): void => {
  scope.post<{ Body: CreateQueueDetails }>(
    '/queues',
    { schema: { body }, config: { op: 'CreateQueue' } },
    (request, reply) => {
      const { displayName, compartmentId } = request.body;
      if (compartmentId === '')
        throw invalidParameter('compartmentId is empty. Send the OCID of a compartment.');
      const fields = checkedFields(request.body, context.limits);
      const queue = context.queues.create({ ...QUEUE_DEFAULTS, ...fields, displayName, compartmentId });
      return accepted(reply, context, { operationType: 'CREATE_QUEUE', queue });
    },
  );
};
