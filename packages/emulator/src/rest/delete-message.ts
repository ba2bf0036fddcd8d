import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { settleEntries } from './batch-result.js';
import { receiptParams, textQuery, type GroupQuery, type ReceiptParams } from './schemas.js';

interface Route {
  Params: ReceiptParams;
  Querystring: GroupQuery;
}

const schema = { params: receiptParams, querystring: textQuery('consumerGroupId') };

/** DeleteMessage: 204 without a body; a stale receipt is a 409 (observed). */
export const deleteMessage = (scope: FastifyInstance, { queues, receipts, modes }: EmulatorContext): void => {
  scope.delete<Route>(
    '/queues/:queueId/messages/:receipt',
    { schema, config: { op: 'DeleteMessage' } },
    (request, reply) => {
      const { queueId, receipt } = request.params;
      const address = queues.address(queueId, request.query.consumerGroupId);
      const [result] = settleEntries([receipts.read(address, receipt)], {
        settle: (readable) => address.live.delete(readable.map(({ ref }) => ref)),
        appliedJson: () => '',
        injected: request.faults.entryErrors,
        modes,
      });
      if (result?.kind === 'failed') throw result.error;
      request.call.messages = 1;
      return reply.code(204).send();
    },
  );
};
