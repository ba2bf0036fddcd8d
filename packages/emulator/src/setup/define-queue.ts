import type { FastifyInstance } from 'fastify';
import { primaryGroupFields } from '../admin/capability-details.js';
import { CREATE_QUEUE_PROPERTIES } from '../admin/create-queue.js';
import { checkedFields } from '../admin/queue-fields.js';
import type { EmulatorContext } from '../http/emulator-context.js';
import { queueDocument, type QueueResource } from '../queues/queue-resource.js';
import { DEFAULT_COMPARTMENT, type QueueDefinition } from './queue-definition.js';

const body = {
  type: 'object',
  required: ['displayName'],
  additionalProperties: false,
  properties: {
    ...CREATE_QUEUE_PROPERTIES,
    id: { type: 'string', pattern: '^ocid1\\.queue\\.[A-Za-z0-9._-]{1,200}$' },
  },
} as const;

/**
 * Makes a queue at once, without a signature and a work request. One that is there already, by its id or else by its name in the
 * compartment, is left as it is: 200 instead of 201.
 */
export const defineQueue = (scope: FastifyInstance, context: EmulatorContext): void => {
  scope.post<{ Body: QueueDefinition }>(
    '/queues',
    { schema: { body }, config: { op: 'DefineQueue' } },
    (request, reply) => {
      const { displayName, compartmentId = DEFAULT_COMPARTMENT, id } = request.body;
      const fields = checkedFields(request.body, context);
      const existing = context.queues.resources.list().find(isSame({ displayName, compartmentId, id }));
      const primary = primaryGroupFields(request.body.capabilities, context);
      const queue =
        existing ??
        context.queues.createActive({ ...fields, displayName, compartmentId, ...(id && { id }) }, primary);
      return reply.code(existing ? 200 : 201).send(JSON.stringify(queueDocument(queue)));
    },
  );
};

const isSame =
  ({
    displayName,
    compartmentId,
    id,
  }: Pick<QueueResource, 'displayName' | 'compartmentId'> & { id: string | undefined }) =>
  (queue: QueueResource): boolean =>
    queue.lifecycleState !== 'DELETED' &&
    (id === undefined
      ? queue.displayName === displayName && queue.compartmentId === compartmentId
      : queue.id === id);
