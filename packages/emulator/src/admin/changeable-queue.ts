import type { EmulatorContext } from '../http/emulator-context.js';
import { incorrectState, notFound } from '../http/oci-error.js';
import type { QueueResource } from '../queues/queue-resource.js';
import type { QueueParams } from '../rest/schemas.js';
import { checkEtag, type IfMatchHeaders } from './if-match.js';

/**
 * The queue that a request wants to change.
 * @throws OciError 404 unless it exists, 409 unless it is ACTIVE, 412 unless it has the etag that the request expects
 */
export const changeableQueue = (
  { params: { queueId }, headers }: { readonly params: QueueParams; readonly headers: IfMatchHeaders },
  { queues }: EmulatorContext,
): QueueResource => {
  const queue = queues.resource(queueId);
  const { lifecycleState } = queue;
  if (lifecycleState === 'DELETED') throw notFound(`Queue ${queueId}`);
  if (lifecycleState !== 'ACTIVE') throw incorrectState(`Queue ${queueId}`, lifecycleState);
  checkEtag(headers, queue);
  return queue;
};
