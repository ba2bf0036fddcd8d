import type { MessageCopy } from '@snoozeq/queue-engine';
import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { findQueue } from '../inspection/find-queue.js';
import { messageDocument } from '../inspection/message-document.js';
import { lookedAtGroup } from '../inspection/look-query.js';
import { queueParams, textQuery, type QueueParams } from '../rest/schemas.js';
import { sendLines } from './ndjson-reply.js';

interface Route {
  Params: QueueParams;
  Querystring: { readonly group?: string };
}

/** The messages of one group of a queue at one instant, dead letters included, in the order of their puts. Costs no delivery. */
export const exportMessages = (scope: FastifyInstance, { queues }: EmulatorContext): void => {
  scope.get<Route>(
    '/queues/:queueId/export',
    { schema: { params: queueParams, querystring: textQuery('group') }, config: { op: 'Export' } },
    (request, reply) => {
      const { id } = findQueue(queues, request.params.queueId);
      const { live, group } = queues.address(id, lookedAtGroup(request.query.group));
      const copies = [...live.look({ group })];
      copies.sort((a, b) => a.message.sequence - b.message.sequence);
      return sendLines(reply, documents(copies));
    },
  );
};

function* documents(copies: readonly MessageCopy[]): Iterable<object> {
  for (const copy of copies) yield messageDocument(copy, Infinity);
}
