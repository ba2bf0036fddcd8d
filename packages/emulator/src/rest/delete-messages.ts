import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { inRange } from '../http/range-check.js';
import { batchJson, failureCount, settleEntries } from './batch-result.js';
import { consumerGroup } from './consumer-group.js';
import { entriesBody, queueParams, textQuery, type GroupQuery, type QueueParams } from './schemas.js';

interface Route {
  Params: QueueParams;
  Querystring: GroupQuery;
  Body: { readonly entries: readonly { readonly receipt: string }[] };
}

const schema = {
  params: queueParams,
  querystring: textQuery('consumerGroupId'),
  body: entriesBody({ receipt: { type: 'string' } }),
};

/** DeleteMessages: status 200 whatever became of the entries. */
export const deleteMessages = (
  scope: FastifyInstance,
  { queues, receipts, limits }: EmulatorContext,
): void => {
  scope.post<Route>(
    '/queues/:queueId/messages/actions/deleteMessages',
    { schema, config: { op: 'DeleteMessages' } },
    (request, reply) => {
      const { queueId } = request.params;
      const { entries } = request.body;
      const queue = queues.live(queueId);
      const group = consumerGroup(request.query.consumerGroupId);
      inRange('The number of entries', entries.length, limits.batch);
      const results = settleEntries(
        entries.map(({ receipt }) => receipts.read(queueId, group, receipt)),
        request.faults.entryErrors,
        (readable) => queue.delete(readable.map(({ ref }) => ref)),
        () => '{}',
      );
      request.call.messages = entries.length;
      request.call.failures = failureCount(results);
      return reply.send(batchJson(results));
    },
  );
};
