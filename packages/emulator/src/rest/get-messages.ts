import type { DeliveredMessage, GetRequest } from '@snoozeq/queue-engine';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { tooManyRequests } from '../http/oci-error.js';
import { queryNumber } from '../http/range-check.js';
import { getMessageJson } from '../messages/message-json.js';
import { messageBytes } from '../messages/message-size.js';
import type { QueueAddress } from '../queues/queue-address.js';
import type { ByteRate } from './byte-rate.js';
import { channelFilter } from './channel-id.js';
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

const querystring = textQuery(
  'visibilityInSeconds',
  'timeoutInSeconds',
  'limit',
  'channelFilter',
  'consumerGroupId',
);

/** GetMessages: always answers with a body, an empty list when nothing became visible in time. */
export const getMessages = (scope: FastifyInstance, context: EmulatorContext): void => {
  const { queues, receipts, traffic, modes } = context;
  scope.get<Route>(
    '/queues/:queueId/messages',
    { schema: { params: queueParams, querystring }, config: { op: 'GetMessages' } },
    async (request, reply) => {
      const address = queues.address(request.params.queueId, request.query.consumerGroupId);
      const { get, waitMs } = readRequest(request.query, address, context);
      const { out } = traffic.of(address.live);
      out.requireOpen(address.resource, get.channel);
      requireRoom(address, get, context);
      const { clientRequestId } = request;
      const messages = await address.live.get(
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
      if (messages.length > 0) request.delivered = { queue: address.live, messages };
      recordMessages(request, messages);
      countBytes(out, address, messages);
      const items = messages.map((message) =>
        getMessageJson(message, receipts.issue(address.queueId, message.ref), modes),
      );
      return reply.send(`{"messages":[${items.join(',')}]}`);
    },
  );
};

const readRequest = (
  query: Query,
  { resource, group, area }: QueueAddress,
  { limits, modes }: EmulatorContext,
): { readonly get: GetRequest; readonly waitMs: number } => {
  const visibility = queryNumber('visibilityInSeconds', query.visibilityInSeconds, limits.visibility);
  const timeout = queryNumber('timeoutInSeconds', query.timeoutInSeconds, limits.polling);
  const limit = queryNumber('limit', query.limit, limits.getLimit);
  const channel = channelFilter('channelFilter', query.channelFilter, { limits, modes });
  return {
    waitMs: (timeout ?? resource.timeoutInSeconds) * 1_000,
    get: {
      limit: limit ?? Number(modes.defaultLimit),
      visibilityMs: (visibility ?? resource.visibilityInSeconds) * 1_000,
      group,
      area,
      ...(channel !== undefined && { channel }),
    },
  };
};

const requireRoom = ({ live }: QueueAddress, get: GetRequest, { limits, modes }: EmulatorContext): void => {
  if (modes.inFlightFull === 'empty' || live.contents().roomInFlight(get) > 0) return;
  throw tooManyRequests(`${limits.inFlight.max} messages are in flight`, limits.inFlight);
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

const countBytes = (
  out: ByteRate,
  { resource }: QueueAddress,
  messages: readonly DeliveredMessage[],
): void => {
  for (const { message } of messages) out.passed(messageBytes(message), resource, message.channel);
};
