import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { consumerGroupDocument } from '../queues/consumer-group-resource.js';
import { consumerGroupParams, type ConsumerGroupParams } from './changeable-consumer-group.js';

/** GetConsumerGroup: a deleted group stays readable, as DELETED. */
export const getConsumerGroup = (scope: FastifyInstance, { queues }: EmulatorContext): void => {
  scope.get<{ Params: ConsumerGroupParams }>(
    '/consumerGroups/:consumerGroupId',
    { schema: { params: consumerGroupParams }, config: { op: 'GetConsumerGroup' } },
    ({ params, call }, reply) => {
      const group = queues.groups.resource(params.consumerGroupId);
      call.queueId = group.queueId;
      return reply.header('etag', group.etag).send(JSON.stringify(consumerGroupDocument(group)));
    },
  );
};
