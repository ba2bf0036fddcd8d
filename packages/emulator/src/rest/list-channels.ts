import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { pageOf, type PageQuery } from '../http/page.js';
import { channelFilter } from './channel-id.js';
import { queueParams, textQuery, type GroupQuery, type QueueParams } from './schemas.js';

interface Route {
  Params: QueueParams;
  Querystring: GroupQuery & PageQuery & { readonly channelFilter?: string };
}

const schema = {
  params: queueParams,
  querystring: textQuery('channelFilter', 'consumerGroupId', 'limit', 'page'),
};

/** ListChannels: channels of one group that hold messages, by name. */
export const listChannels = (scope: FastifyInstance, context: EmulatorContext): void => {
  const { queues, statistics, limits } = context;
  scope.get<Route>(
    '/queues/:queueId/channels',
    { schema, config: { op: 'ListChannels' } },
    (request, reply) => {
      const { query, params } = request;
      const { live, group, area } = queues.address(params.queueId, query.consumerGroupId);
      const wanted = channelFilter('channelFilter', query.channelFilter, context);
      const channels = statistics.read(live, JSON.stringify([group, area]), () =>
        live.contents().channels(group, area),
      );
      const matching = wanted === undefined ? channels : channels.filter((channel) => channel === wanted);
      const { items, next } = pageOf(matching, query, limits.list);
      if (next !== undefined) reply.header('opc-next-page', next);
      return reply.send(JSON.stringify({ items }));
    },
  );
};
