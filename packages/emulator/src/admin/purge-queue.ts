import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { relatedNotFound } from '../http/oci-error.js';
import { inRange } from '../http/range-check.js';
import { isGone } from '../queues/consumer-group-resource.js';
import { channelId } from '../rest/channel-id.js';
import { queueParams, type QueueParams } from '../rest/schemas.js';
import type { Purge } from '../work-requests/task.js';
import { order } from './accepted.js';
import { changeableQueue } from './changeable-queue.js';
import { text } from './detail-schemas.js';
import type { IfMatchHeaders } from './if-match.js';

const AREAS = { NORMAL: 'live', DLQ: 'dead', BOTH: 'both' } as const;

interface PurgeDetails {
  readonly purgeType: keyof typeof AREAS;
  readonly channelIds?: readonly string[] | null;
  readonly consumerGroupId?: string | null;
}

interface Route {
  Params: QueueParams;
  Headers: IfMatchHeaders;
  Body: PurgeDetails;
}

const body = {
  type: 'object',
  required: ['purgeType'],
  properties: {
    purgeType: { enum: Object.keys(AREAS) },
    channelIds: { type: ['array', 'null'], items: { type: 'string' } },
    consumerGroupId: text,
  },
} as const;

/** PurgeQueue: takes what is there when the work request finishes, so also what was put meanwhile, which the service may do. */
export const purgeQueue = (scope: FastifyInstance, context: EmulatorContext): void => {
  scope.post<Route>(
    '/queues/:queueId/actions/purge',
    { schema: { params: queueParams, body }, config: { op: 'PurgeQueue' } },
    (request, reply) => {
      const { id: queueId, compartmentId } = changeableQueue(request, context);
      const task = {
        kind: 'PURGE_QUEUE',
        queueId,
        purge: checkedPurge(queueId, request.body, context),
      } as const;
      context.queues.change(queueId, { lifecycleState: 'UPDATING', lifecycleDetails: 'Purging' });
      return order(reply, context, { task, compartmentId });
    },
  );
};

/** No channels, as an empty list, mean all of them (assumed). */
const checkedPurge = (
  queueId: string,
  { purgeType, channelIds, consumerGroupId }: PurgeDetails,
  context: EmulatorContext,
): Purge => {
  const channels = channelIds ?? [];
  inRange('The number of channelIds', channels.length, context.limits.purgeChannels);
  channels.forEach((id, index) => channelId(`channelIds[${index}]`, id, context));
  return {
    area: AREAS[purgeType],
    ...(channels.length > 0 && { channels }),
    ...(consumerGroupId && { consumerGroupId: groupOf(queueId, consumerGroupId, context) }),
  };
};

const groupOf = (queueId: string, id: string, { queues: { groups } }: EmulatorContext): string => {
  const group = groups.resources.get(id);
  if (id === 'all' || (group?.queueId === queueId && !isGone(group))) return id;
  throw relatedNotFound(`Consumer group ${id}`);
};
