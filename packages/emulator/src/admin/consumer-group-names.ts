import { OciError } from '../http/oci-error.js';
import type { ConsumerGroups } from '../queues/consumer-groups.js';

/**
 * Names differ within a queue, whatever the case of their letters (documented). The answer otherwise is assumed.
 * @param ownId the group itself, when it exists already
 * @throws OciError 409
 */
export const checkUniqueName = (
  groups: ConsumerGroups,
  { queueId, displayName, ownId }: { queueId: string; displayName: string; ownId?: string },
): void => {
  const name = displayName.toLowerCase();
  const other = groups
    .ofQueue(queueId)
    .find((group) => group.id !== ownId && group.displayName.toLowerCase() === name);
  if (!other) return;
  throw new OciError(
    409,
    ownId === undefined ? 'NotAuthorizedOrResourceAlreadyExists' : 'Conflict',
    `The queue has a consumer group of that name already: ${other.id}. Choose another name.`,
  );
};
