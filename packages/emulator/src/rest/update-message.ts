import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { updatedMessageJson } from '../messages/message-json.js';
import { inRange } from '../http/range-check.js';
import { settleEntries } from './batch-result.js';
import { receiptParams, textQuery, type GroupQuery, type ReceiptParams } from './schemas.js';

interface Route {
  Params: ReceiptParams;
  Querystring: GroupQuery;
  Body: { readonly visibilityInSeconds: number };
}

const schema = {
  params: receiptParams,
  querystring: textQuery('consumerGroupId'),
  body: {
    type: 'object',
    required: ['visibilityInSeconds'],
    properties: { visibilityInSeconds: { type: 'integer' } },
  },
};

/** UpdateMessage: counts from now, and leaves the receipt as it is. */
export const updateMessage = (
  scope: FastifyInstance,
  { queues, receipts, limits, modes }: EmulatorContext,
): void => {
  scope.put<Route>(
    '/queues/:queueId/messages/:receipt',
    { schema, config: { op: 'UpdateMessage' } },
    (request, reply) => {
      const { queueId, receipt } = request.params;
      const address = queues.address(queueId, request.query.consumerGroupId);
      const { visibilityInSeconds } = request.body;
      const visibilityMs = inRange('visibilityInSeconds', visibilityInSeconds, limits.visibility) * 1_000;
      const [result] = settleEntries([receipts.read(address, receipt)], {
        settle: (readable) => address.live.update(readable.map(({ ref }) => ({ ref, visibilityMs }))),
        appliedJson: updatedMessageJson,
        injected: request.faults.entryErrors,
        modes,
      });
      if (result?.kind === 'failed') throw result.error;
      request.call.messages = 1;
      request.call.hides = visibilityMs > 0 ? 1 : 0;
      return reply.send(result?.json);
    },
  );
};
