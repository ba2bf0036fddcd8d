import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { order } from './accepted.js';
import {
  changeableConsumerGroup,
  consumerGroupParams,
  type ConsumerGroupParams,
} from './changeable-consumer-group.js';
import {
  CONSUMER_GROUP_DETAILS_SCHEMA,
  checkedGroupFields,
  type ConsumerGroupDetails,
} from './consumer-group-fields.js';
import { checkUniqueName } from './consumer-group-names.js';
import type { IfMatchHeaders } from './if-match.js';

interface Route {
  Params: ConsumerGroupParams;
  Headers: IfMatchHeaders;
  /** The TypeScript SDK sends an empty update without a body. */
  Body: ConsumerGroupDetails | null | undefined;
}

const schema = {
  params: consumerGroupParams,
  body: { type: ['object', 'null'], properties: CONSUMER_GROUP_DETAILS_SCHEMA },
} as const;

/** UpdateConsumerGroup: judges messages that are put afterwards; those that the group has stay. */
export const updateConsumerGroup = (scope: FastifyInstance, context: EmulatorContext): void => {
  scope.put<Route>(
    '/consumerGroups/:consumerGroupId',
    { schema, config: { op: 'UpdateConsumerGroup' } },
    (request, reply) => {
      const { group, queue } = changeableConsumerGroup(request, context);
      const { groups } = context.queues;
      const { id: consumerGroupId, queueId, isPrimary } = group;
      const fields = checkedGroupFields(request.body ?? {}, context, { isPrimary, fewestDeliveries: -1 });
      const { displayName } = fields;
      if (displayName !== undefined)
        checkUniqueName(groups, { queueId, displayName, ownId: consumerGroupId });
      groups.change(consumerGroupId, { lifecycleState: 'UPDATING' });
      const task = { kind: 'UPDATE_CONSUMER_GROUP', queueId, consumerGroupId, fields } as const;
      return order(reply, context, { task, compartmentId: queue.compartmentId });
    },
  );
};
