import type { FastifyReply } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { createOcid } from '../queues/ocid.js';
import { OciError } from '../http/oci-error.js';
import type { QueueResource } from '../queues/queue-resource.js';
import type { OperationType } from '../work-requests/work-requests.js';

/** Answers 202 without a body, with the id of a work request that has already succeeded. */
export const accepted = (
  reply: FastifyReply,
  { queues, workRequests, random }: EmulatorContext,
  change: { readonly operationType: OperationType; readonly queue: QueueResource },
): FastifyReply => {
  const id = createOcid('queueworkrequest', random);
  const { operationType, queue } = change;
  const { id: queueId, compartmentId } = queue;
  workRequests.set(id, { id, operationType, queueId, compartmentId, atMs: queues.nowMs() });
  reply.request.call.queueId = queueId;
  return reply.code(202).header('opc-work-request-id', id).header('etag', queue.etag).send();
};

/** @throws OciError 412 when the client expects another version of the queue */
export const checkEtag = (ifMatch: string | undefined, { etag, id }: QueueResource): void => {
  if (ifMatch === undefined || ifMatch === '*' || ifMatch === etag) return;
  throw new OciError(
    412,
    'NoEtagMatch',
    `Queue ${id} was changed since if-match was read. Get the queue again.`,
  );
};
