import type { AreaStats, EngineStats } from '@snoozeq/queue-engine';
import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { channelFilter } from './channel-id.js';
import { queueParams, textQuery, type GroupQuery, type QueueParams } from './schemas.js';

interface Route {
  Params: QueueParams;
  Querystring: GroupQuery & { readonly channelId?: string };
}

const NONE: AreaStats = { visible: 0, inFlight: 0, sizeBytes: 0 };

const areaDocument = ({ visible, inFlight, sizeBytes }: AreaStats) => ({
  visibleMessages: visible,
  inFlightMessages: inFlight,
  sizeInBytes: sizeBytes,
});

/** Counts as the API names them. */
export const statsDocument = (stats: EngineStats) => ({
  queue: areaDocument(stats),
  dlq: areaDocument(stats.deadLetters),
});

/** GetStats: exact, where the service approximates. By the id of a dead-letter queue, that one is the queue. */
export const getStats = (scope: FastifyInstance, context: EmulatorContext): void => {
  const { queues, statistics } = context;
  scope.get<Route>(
    '/queues/:queueId/stats',
    {
      schema: { params: queueParams, querystring: textQuery('channelId', 'consumerGroupId') },
      config: { op: 'GetStats' },
    },
    (request, reply) => {
      const { consumerGroupId } = request.query;
      const { live, group, area } = queues.address(request.params.queueId, consumerGroupId);
      const channel = channelFilter('channelId', request.query.channelId, context);
      const filter = { group, ...(channel !== undefined && { channel }) };
      const stats = statistics.read(live, JSON.stringify(filter), () => live.stats(filter));
      const document = statsDocument(area === 'dead' ? { ...stats.deadLetters, deadLetters: NONE } : stats);
      return reply.send(
        JSON.stringify({
          ...document,
          ...(channel !== undefined && { channelId: channel }),
          ...(consumerGroupId && { consumerGroupId }),
        }),
      );
    },
  );
};
