import type { MessageCopy } from '@snoozeq/queue-engine';
import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { messageDocument } from '../inspection/message-document.js';
import { queueParams, textQuery, type GroupQuery, type QueueParams } from '../rest/schemas.js';
import { sendLines } from './ndjson-reply.js';

interface Route {
  Params: QueueParams;
  Querystring: GroupQuery;
}

/** The messages of one group of a queue at one instant, dead letters included, in the order of their puts. Costs no delivery. */
export const exportMessages = (scope: FastifyInstance, { queues }: EmulatorContext): void => {
  scope.get<Route>(
    '/queues/:queueId/export',
    { schema: { params: queueParams, querystring: textQuery('consumerGroupId') }, config: { op: 'Export' } },
    (request, reply) => {
      const { live, group, area } = queues.address(request.params.queueId, request.query.consumerGroupId);
      const copies = [...live.look({ group, ...(area === 'dead' && { area }) })];
      copies.sort((a, b) => a.message.sequence - b.message.sequence);
      return sendLines(reply, documents(copies));
    },
  );
};

function* documents(copies: readonly MessageCopy[]): Iterable<object> {
  for (const copy of copies) yield messageDocument(copy, Infinity);
}
