import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { updatedMessageJson } from '../messages/message-json.js';
import { inRange } from '../http/range-check.js';
import { batchJson, failureCount, settleEntries } from './batch-result.js';
import { entriesBody, queueParams, textQuery, type GroupQuery, type QueueParams } from './schemas.js';

interface Route {
  Params: QueueParams;
  Querystring: GroupQuery;
  Body: { readonly entries: readonly { readonly receipt: string; readonly visibilityInSeconds: number }[] };
}

const schema = {
  params: queueParams,
  querystring: textQuery('consumerGroupId'),
  body: entriesBody({ receipt: { type: 'string' }, visibilityInSeconds: { type: 'integer' } }),
};

/** UpdateMessages: a bad receipt fails its own entry, a visibility out of range fails the request (assumed). */
export const updateMessages = (
  scope: FastifyInstance,
  { queues, receipts, limits, modes }: EmulatorContext,
): void => {
  scope.post<Route>(
    '/queues/:queueId/messages/actions/updateMessages',
    { schema, config: { op: 'UpdateMessages' } },
    (request, reply) => {
      const { entries } = request.body;
      const address = queues.address(request.params.queueId, request.query.consumerGroupId);
      inRange('The number of entries', entries.length, limits.batch);
      const hideMs = entries.map(
        ({ visibilityInSeconds }, index) =>
          inRange(`entries[${index}].visibilityInSeconds`, visibilityInSeconds, limits.visibility) * 1_000,
      );
      const results = settleEntries(
        entries.map(({ receipt }) => receipts.read(address, receipt)),
        {
          settle: (readable) =>
            address.live.update(
              readable.map(({ ref, index }) => ({ ref, visibilityMs: hideMs[index] ?? 0 })),
            ),
          appliedJson: updatedMessageJson,
          injected: request.faults.entryErrors,
          modes,
        },
      );
      request.call.messages = entries.length;
      request.call.failures = failureCount(results);
      request.call.hides = results.filter(
        ({ kind }, index) => kind === 'applied' && (hideMs[index] ?? 0) > 0,
      ).length;
      return reply.send(batchJson(results, modes));
    },
  );
};
