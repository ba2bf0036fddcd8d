import { invalidParameter, notFound } from '../http/oci-error.js';
import type { QueueRegistry } from '../queues/queue-registry.js';
import type { QueueResource } from '../queues/queue-resource.js';

/** People at a terminal may name a queue by its display name. @throws OciError 404; 400 when several queues have the name */
export const findQueue = ({ resources }: QueueRegistry, idOrName: string): QueueResource => {
  const byId = resources.get(idOrName);
  if (byId) return byId;
  const named = resources
    .list()
    .filter(({ displayName, lifecycleState }) => displayName === idOrName && lifecycleState !== 'DELETED');
  const [first, second] = named;
  if (!first) throw notFound(`Queue ${idOrName}`);
  if (!second) return first;
  throw invalidParameter(
    `${named.length} queues are called ${idOrName}: ${named.map(({ id }) => id).join(', ')}. Name one by its id.`,
  );
};
