import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { textQuery } from '../rest/schemas.js';
import { findQueue } from './find-queue.js';
import { historyDocument } from './history-document.js';
import { pageSize } from './look-query.js';

interface Query {
  readonly queue?: string;
  readonly limit?: string;
}

/** What happened lately: calls, and what became of messages, the latest first. */
export const getHistory = (scope: FastifyInstance, { queues, history }: EmulatorContext): void => {
  scope.get<{ Querystring: Query }>(
    '/history',
    { schema: { querystring: textQuery('queue', 'limit') }, config: { op: 'InspectHistory' } },
    (request, reply) => {
      const { queue, limit } = request.query;
      const events = history.recent({
        ...(queue !== undefined && { queueId: findQueue(queues, queue).id }),
        limit: pageSize(limit),
      });
      return reply.send(JSON.stringify({ items: events.map(historyDocument) }));
    },
  );
};
