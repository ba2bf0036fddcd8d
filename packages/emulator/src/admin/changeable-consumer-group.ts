import type { EmulatorContext } from '../http/emulator-context.js';
import { incorrectState, notFound } from '../http/oci-error.js';
import { isGone, type ConsumerGroupResource } from '../queues/consumer-group-resource.js';
import type { QueueResource } from '../queues/queue-resource.js';
import { checkEtag, type IfMatchHeaders } from './if-match.js';

export interface ConsumerGroupParams {
  readonly consumerGroupId: string;
}

export const consumerGroupParams = {
  type: 'object',
  required: ['consumerGroupId'],
  properties: { consumerGroupId: { type: 'string' } },
} as const;

/**
 * The consumer group that a request wants to change, and its queue.
 * @throws OciError 404 unless it exists, 409 while it or its queue is being changed, 412 unless it has the etag that the request expects
 */
export const changeableConsumerGroup = (
  {
    params: { consumerGroupId },
    headers,
  }: { readonly params: ConsumerGroupParams; readonly headers: IfMatchHeaders },
  { queues }: EmulatorContext,
): { readonly group: ConsumerGroupResource; readonly queue: QueueResource } => {
  const group = queues.groups.resource(consumerGroupId);
  const what = `Consumer group ${consumerGroupId}`;
  if (isGone(group)) throw notFound(what);
  const queue = queues.resource(group.queueId);
  if (queue.lifecycleState !== 'ACTIVE') throw incorrectState(`Queue ${queue.id}`, queue.lifecycleState);
  const { lifecycleState } = group;
  if (lifecycleState !== 'ACTIVE' && lifecycleState !== 'INACTIVE')
    throw incorrectState(what, lifecycleState, 'ACTIVE or INACTIVE');
  checkEtag(headers, group);
  return { group, queue };
};
