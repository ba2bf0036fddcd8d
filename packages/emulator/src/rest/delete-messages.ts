import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { inRange } from '../http/range-check.js';
import { batchJson, failureCount, settleEntries } from './batch-result.js';
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
  { queues, receipts, limits, modes }: EmulatorContext,
): void => {
  scope.post<Route>(
    '/queues/:queueId/messages/actions/deleteMessages',
    { schema, config: { op: 'DeleteMessages' } },
    (request, reply) => {
      const { entries } = request.body;
      const address = queues.address(request.params.queueId, request.query.consumerGroupId);
      inRange('The number of entries', entries.length, limits.batch);
      const results = settleEntries(
        entries.map(({ receipt }) => receipts.read(address, receipt)),
        {
          settle: (readable) => address.live.delete(readable.map(({ ref }) => ref)),
          appliedJson: () => '{}',
          injected: request.faults.entryErrors,
          modes,
        },
      );
      request.call.messages = entries.length;
      request.call.failures = failureCount(results);
      return reply.send(batchJson(results, modes));
    },
  );
};
