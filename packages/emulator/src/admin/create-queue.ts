import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { OciError } from '../http/oci-error.js';
import { accepted, order } from './accepted.js';
import { primaryGroupFields } from './capability-details.js';
import {
  QUEUE_DETAILS_SCHEMA,
  checkedFields,
  compartmentOf,
  type CreateQueueDetails,
} from './queue-fields.js';
import { answeredBefore, retryToken } from './retry-token.js';

/** The details of a new queue by name, as JSON schema. */
export const CREATE_QUEUE_PROPERTIES = {
  ...QUEUE_DETAILS_SCHEMA,
  displayName: { type: 'string' },
  compartmentId: { type: 'string' },
  retentionInSeconds: { type: ['integer', 'null'] },
} as const;

const body = {
  type: 'object',
  required: ['displayName', 'compartmentId'],
  properties: CREATE_QUEUE_PROPERTIES,
} as const;

/** CreateQueue: the queue can be read at once, as CREATING. */
export const createQueue = (scope: FastifyInstance, context: EmulatorContext): void => {
  scope.post<{ Body: CreateQueueDetails }>(
    '/queues',
    { schema: { body }, config: { op: 'CreateQueue' } },
    (request, reply) => {
      const retry = retryToken(request, context);
      const earlier = answeredBefore(retry, context);
      if (earlier) return accepted(reply, earlier);
      const { displayName } = request.body;
      const compartmentId = compartmentOf(request.body);
      const fields = checkedFields(request.body, context);
      const primary = primaryGroupFields(request.body.capabilities, context);
      checkQueueCount(context);
      const { id: queueId } = context.queues.create({ ...fields, displayName, compartmentId }, primary);
      return order(reply, context, { task: { kind: 'CREATE_QUEUE', queueId }, compartmentId, retry });
    },
  );
};

/** The emulator is one tenancy in one region. A queue counts until it is DELETED (assumed). */
const checkQueueCount = ({ queues, limits: { queues: limit } }: EmulatorContext): void => {
  const { length } = queues.resources.list().filter(({ lifecycleState }) => lifecycleState !== 'DELETED');
  if (length < limit.max) return;
  throw new OciError(
    400,
    'LimitExceeded',
    `There are ${length} queues, allowed are ${limit.max} (${limit.source}). Delete one, or raise the limit.`,
  );
};
