import type { FastifyRequest } from 'fastify';
import type { QueueResource } from '../queues/queue-resource.js';

/** The queue with the address that the client used as its endpoint: behind the mapped port of a container it is not the one that we listen on. */
export const asAskedFor = (
  { protocol, headers: { host } }: FastifyRequest,
  queue: QueueResource,
): QueueResource => (host === undefined ? queue : { ...queue, messagesEndpoint: `${protocol}://${host}` });
