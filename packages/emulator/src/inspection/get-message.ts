import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { notFound } from '../http/oci-error.js';
import { sequenceOf } from '../messages/message-json.js';
import { queueParams, textQuery, type QueueParams } from '../rest/schemas.js';
import { findQueue } from './find-queue.js';
import { historyDocument } from './history-document.js';
import { isAskedFor } from './look-query.js';
import { messageDocument } from './message-document.js';

interface Route {
  Params: QueueParams & { readonly messageId: string };
  Querystring: { readonly content?: string };
}

/** What is remembered of one message at most. */
const HISTORY_EVENTS = 100;

/** One message: the copy of each group that still has it, and what befell it lately, the latest first. */
export const getMessage = (scope: FastifyInstance, { queues, history }: EmulatorContext): void => {
  scope.get<Route>(
    '/queues/:queueId/messages/:messageId',
    { schema: { params: queueParams, querystring: textQuery('content') }, config: { op: 'InspectMessage' } },
    (request, reply) => {
      const { id: queueId } = findQueue(queues, request.params.queueId);
      const { messageId } = request.params;
      const sequence = sequenceOf(messageId);
      const contentMax = isAskedFor('content', request.query.content) ? Infinity : 0;
      const copies = sequence === undefined ? [] : [...queues.live(queueId).look({ sequence })];
      const events =
        sequence === undefined ? [] : history.recent({ queueId, sequence, limit: HISTORY_EVENTS });
      if (copies.length === 0 && events.length === 0) throw notFound(`Message ${messageId}`);
      return reply.send(
        JSON.stringify({
          copies: copies.map((copy) => messageDocument(copy, contentMax)),
          history: events.map(historyDocument),
        }),
      );
    },
  );
};
