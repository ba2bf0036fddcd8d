import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { OciError } from '../http/oci-error.js';
import { order } from './accepted.js';
import {
  changeableConsumerGroup,
  consumerGroupParams,
  type ConsumerGroupParams,
} from './changeable-consumer-group.js';
import type { IfMatchHeaders } from './if-match.js';

interface Route {
  Params: ConsumerGroupParams;
  Headers: IfMatchHeaders;
}

/** DeleteConsumerGroup: takes its copies along when the work request finishes. */
export const deleteConsumerGroup = (scope: FastifyInstance, context: EmulatorContext): void => {
  scope.delete<Route>(
    '/consumerGroups/:consumerGroupId',
    { schema: { params: consumerGroupParams }, config: { op: 'DeleteConsumerGroup' } },
    (request, reply) => {
      const { group, queue } = changeableConsumerGroup(request, context);
      if (group.isPrimary) throw primaryStays();
      const { id: consumerGroupId, queueId } = group;
      context.queues.groups.change(consumerGroupId, { lifecycleState: 'DELETING' });
      const task = { kind: 'DELETE_CONSUMER_GROUP', queueId, consumerGroupId } as const;
      return order(reply, context, { task, compartmentId: queue.compartmentId });
    },
  );
};

/** The rule is documented, the answer assumed: not `IncorrectState`, which clients would send again. */
const primaryStays = (): OciError =>
  new OciError(409, 'Conflict', 'The primary consumer group cannot be deleted. Disable it instead.');
