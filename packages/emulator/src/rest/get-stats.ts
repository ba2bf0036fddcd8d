import type { EngineStats } from '@snoozeq/queue-engine';
import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { channelFilter } from './channel-id.js';
import { consumerGroup } from './consumer-group.js';
import { queueParams, textQuery, type GroupQuery, type QueueParams } from './schemas.js';

interface Route {
  Params: QueueParams;
  Querystring: GroupQuery & { readonly channelId?: string };
}

/** Counts as the API names them. */
export const statsDocument = ({ visible, inFlight, sizeBytes, deadLetters }: EngineStats) => ({
  queue: { visibleMessages: visible, inFlightMessages: inFlight, sizeInBytes: sizeBytes },
  dlq: {
    visibleMessages: deadLetters.visible,
    inFlightMessages: deadLetters.inFlight,
    sizeInBytes: deadLetters.sizeBytes,
  },
});

/** GetStats: exact, where the service approximates. */
export const getStats = (scope: FastifyInstance, { queues, limits }: EmulatorContext): void => {
  scope.get<Route>(
    '/queues/:queueId/stats',
    {
      schema: { params: queueParams, querystring: textQuery('channelId', 'consumerGroupId') },
      config: { op: 'GetStats' },
    },
    (request, reply) => {
      consumerGroup(request.query.consumerGroupId);
      const channel = channelFilter('channelId', request.query.channelId, limits);
      const stats = statsDocument(queues.live(request.params.queueId).stats(channel));
      return reply.send(JSON.stringify(channel === undefined ? stats : { ...stats, channelId: channel }));
    },
  );
};
