import type { FastifyInstance } from 'fastify';
import { findQueue } from '../inspection/find-queue.js';
import type { EmulatorContext } from '../http/emulator-context.js';

interface Route {
  Body: { readonly queue?: string } | null | undefined;
}

const body = {
  type: ['object', 'null'],
  additionalProperties: false,
  properties: { queue: { type: 'string' } },
} as const;

/** Takes everything away: queues, messages and work requests; or, with a `queue`, only the messages of one queue. Time goes on. */
export const reset = (scope: FastifyInstance, { queues, state }: EmulatorContext): void => {
  scope.post<Route>('/reset', { schema: { body }, config: { op: 'Reset' } }, (request, reply) => {
    const { queue } = request.body ?? {};
    if (queue === undefined) state.clear();
    else queues.live(findQueue(queues, queue).id).purge({ area: 'both', group: 'all' });
    return reply.code(204).send();
  });
};
