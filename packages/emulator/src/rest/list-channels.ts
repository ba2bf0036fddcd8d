import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { pageOf, type PageQuery } from '../http/page.js';
import { channelFilter } from './channel-id.js';
import { consumerGroup } from './consumer-group.js';
import { queueParams, textQuery, type GroupQuery, type QueueParams } from './schemas.js';

interface Route {
  Params: QueueParams;
  Querystring: GroupQuery & PageQuery & { readonly channelFilter?: string };
}

const schema = {
  params: queueParams,
  querystring: textQuery('channelFilter', 'consumerGroupId', 'limit', 'page'),
};

/** ListChannels: channels that hold messages, also when all of them are hidden (assumed); up to date at once. */
export const listChannels = (scope: FastifyInstance, { queues, limits }: EmulatorContext): void => {
  scope.get<Route>(
    '/queues/:queueId/channels',
    { schema, config: { op: 'ListChannels' } },
    (request, reply) => {
      consumerGroup(request.query.consumerGroupId);
      const wanted = channelFilter('channelFilter', request.query.channelFilter, limits);
      const channels = queues.live(request.params.queueId).channels();
      const matching = wanted === undefined ? channels : channels.filter((channel) => channel === wanted);
      const { items, next } = pageOf(matching, request.query, limits.list);
      if (next !== undefined) reply.header('opc-next-page', next);
      return reply.send(JSON.stringify({ items }));
    },
  );
};
