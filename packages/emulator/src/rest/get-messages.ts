import type { DeliveredMessage } from '@snoozeq/queue-engine';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { OCI_LIMITS } from '../limits/limits.js';
import { getMessageJson } from '../messages/message-json.js';
import { queryNumber } from '../http/range-check.js';
import { channelFilter } from './channel-id.js';
import { consumerGroup } from './consumer-group.js';
import { queueParams, textQuery, type GroupQuery, type QueueParams } from './schemas.js';

interface Query extends GroupQuery {
  readonly visibilityInSeconds?: string;
  readonly timeoutInSeconds?: string;
  readonly limit?: string;
  readonly channelFilter?: string;
}

interface Route {
  Params: QueueParams;
  Querystring: Query;
}

/** What a get without `limit` returns at most. The sources disagree (1 or 20); 20 is assumed. */
const DEFAULT_LIMIT = OCI_LIMITS.getLimit.max;

const querystring = textQuery(
  'visibilityInSeconds',
  'timeoutInSeconds',
  'limit',
  'channelFilter',
  'consumerGroupId',
);

/** GetMessages: always answers with a body, an empty list when nothing became visible in time. */
export const getMessages = (scope: FastifyInstance, context: EmulatorContext): void => {
  const { queues, receipts } = context;
  scope.get<Route>(
    '/queues/:queueId/messages',
    { schema: { params: queueParams, querystring }, config: { op: 'GetMessages' } },
    async (request, reply) => {
      const { queueId } = request.params;
      const { get, waitMs } = readRequest(request, context);
      const { clientRequestId } = request;
      const queue = queues.live(queueId);
      const messages = await queue.get(
        { ...get, order: request.faults.order },
        {
          forMs: Math.min(waitMs, request.faults.pollMs),
          onWaiting: (drop) => {
            dropWhenGone(reply, drop);
            context.pollWaits(clientRequestId, true);
          },
          onAnswer: () => context.pollWaits(clientRequestId, false),
        },
      );
      if (messages.length > 0) request.delivered = { queue, messages };
      recordMessages(request, messages);
      const items = messages.map((message) => getMessageJson(message, receipts.issue(queueId, message.ref)));
      return reply.send(`{"messages":[${items.join(',')}]}`);
    },
  );
};

const readRequest = ({ params, query }: FastifyRequest<Route>, { queues, limits }: EmulatorContext) => {
  const queue = queues.activeResource(params.queueId);
  const visibility = queryNumber('visibilityInSeconds', query.visibilityInSeconds, limits.visibility);
  const timeout = queryNumber('timeoutInSeconds', query.timeoutInSeconds, limits.polling);
  const channel = channelFilter('channelFilter', query.channelFilter, limits);
  return {
    waitMs: (timeout ?? queue.timeoutInSeconds) * 1_000,
    get: {
      limit: queryNumber('limit', query.limit, limits.getLimit) ?? DEFAULT_LIMIT,
      visibilityMs: (visibility ?? queue.visibilityInSeconds) * 1_000,
      group: consumerGroup(query.consumerGroupId),
      ...(channel !== undefined && { channel }),
    },
  };
};

/** A client that hung up must not be given a lease that nobody can use. */
const dropWhenGone = ({ raw }: FastifyReply, drop: () => void): void => {
  if (raw.destroyed) drop();
  else raw.once('close', drop);
};

const recordMessages = ({ call }: FastifyRequest<Route>, messages: readonly DeliveredMessage[]): void => {
  call.messages = messages.length;
  if (messages.length > 0)
    call.maxDeliveryCount = Math.max(...messages.map(({ deliveryCount }) => deliveryCount));
};
