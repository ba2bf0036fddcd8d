import type { FastifyInstance } from 'fastify';
import { asAskedFor } from '../http/asked-origin.js';
import type { EmulatorContext } from '../http/emulator-context.js';
import { queueSummary } from '../queues/queue-resource.js';
import { listed, resourceQuery, type ResourceQuery } from './resource-list.js';
import { sendPage } from './send-page.js';

interface Route {
  Querystring: ResourceQuery & { readonly compartmentId?: string };
}

/** ListQueues: of every compartment when none is named (assumed). */
export const listQueues = (scope: FastifyInstance, { queues, limits }: EmulatorContext): void => {
  scope.get<Route>(
    '/queues',
    { schema: { querystring: resourceQuery('compartmentId') }, config: { op: 'ListQueues' } },
    (request, reply) => {
      const { query } = request;
      const inCompartment = queues.resources
        .list()
        .filter((queue) => query.compartmentId === undefined || queue.compartmentId === query.compartmentId);
      return sendPage(reply, listed(inCompartment, query), {
        query,
        limits,
        document: (queue) => queueSummary(asAskedFor(request, queue)),
      });
    },
  );
};
