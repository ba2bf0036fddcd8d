import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { consumerGroupSummary } from '../queues/consumer-group-resource.js';
import { listed, resourceQuery, type ResourceQuery } from './resource-list.js';
import { sendPage } from './send-page.js';

interface Route {
  Querystring: ResourceQuery & { readonly queueId?: string };
}

/** ListConsumerGroups: of every queue when none is named (assumed). */
export const listConsumerGroups = (scope: FastifyInstance, { queues, limits }: EmulatorContext): void => {
  scope.get<Route>(
    '/consumerGroups',
    { schema: { querystring: resourceQuery('queueId') }, config: { op: 'ListConsumerGroups' } },
    ({ query, call }, reply) => {
      const { queueId } = query;
      if (queueId !== undefined) call.queueId = queueId;
      const ofQueue = queues.groups.resources
        .list()
        .filter((group) => queueId === undefined || group.queueId === queueId);
      return sendPage(reply, listed(ofQueue, query), { query, limits, document: consumerGroupSummary });
    },
  );
};
