import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { OciError, incorrectState, invalidParameter, relatedNotFound } from '../http/oci-error.js';
import { accepted, order } from './accepted.js';
import {
  CONSUMER_GROUP_DETAILS_SCHEMA,
  checkedGroupFields,
  type ConsumerGroupDetails,
} from './consumer-group-fields.js';
import { checkUniqueName } from './consumer-group-names.js';
import { answeredBefore, retryToken } from './retry-token.js';

interface Route {
  Body: ConsumerGroupDetails & { readonly queueId: string; readonly displayName: string };
}

const body = {
  type: 'object',
  required: ['displayName', 'queueId'],
  properties: {
    ...CONSUMER_GROUP_DETAILS_SCHEMA,
    displayName: { type: 'string' },
    queueId: { type: 'string' },
  },
} as const;

/** CreateConsumerGroup: the group can be read at once, as CREATING, and gets messages that are put when it is made. */
export const createConsumerGroup = (scope: FastifyInstance, context: EmulatorContext): void => {
  scope.post<Route>(
    '/consumerGroups',
    { schema: { body }, config: { op: 'CreateConsumerGroup' } },
    (request, reply) => {
      const retry = retryToken(request, context);
      const earlier = answeredBefore(retry, context);
      if (earlier) return accepted(reply, earlier);
      const { queueId, displayName } = request.body;
      const rules = { isPrimary: false, fewestDeliveries: 0 } as const;
      const fields = checkedGroupFields(request.body, context, rules);
      const { compartmentId } = queueWithGroups(queueId, context);
      const { groups } = context.queues;
      checkUniqueName(groups, { queueId, displayName });
      const { id } = groups.create({ ...fields, displayName, queueId, isPrimary: false });
      const task = { kind: 'CREATE_CONSUMER_GROUP', queueId, consumerGroupId: id } as const;
      return order(reply, context, { task, compartmentId, retry });
    },
  );
};

/** @throws OciError unless the queue is there, is ACTIVE, has groups and has room for one more */
const queueWithGroups = (queueId: string, { queues, limits: { groups: limit } }: EmulatorContext) => {
  const queue = queues.resources.get(queueId);
  if (!queue || queue.lifecycleState === 'DELETED') throw relatedNotFound(`Queue ${queueId}`);
  if (queue.lifecycleState !== 'ACTIVE') throw incorrectState(`Queue ${queueId}`, queue.lifecycleState);
  if (!queue.capabilities.includes('CONSUMER_GROUPS')) {
    throw invalidParameter(`Queue ${queueId} has no consumer groups. Add the capability CONSUMER_GROUPS.`);
  }
  const { length } = queues.groups.ofQueue(queueId);
  if (length < limit.max) return queue;
  throw new OciError(
    400,
    'LimitExceeded',
    `The queue has ${length} consumer groups, allowed are ${limit.max} (${limit.source}). Delete one.`,
  );
};
