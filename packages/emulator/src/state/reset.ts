import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';

interface Route {
  Body: { readonly queueId?: string } | null | undefined;
}

const body = {
  type: ['object', 'null'],
  additionalProperties: false,
  properties: { queueId: { type: 'string' } },
} as const;

/** Takes everything away: queues, messages and work requests; or, with a `queueId`, only the messages of one queue. Time goes on. */
export const reset = (scope: FastifyInstance, { queues, state }: EmulatorContext): void => {
  scope.post<Route>('/reset', { schema: { body }, config: { op: 'Reset' } }, (request, reply) => {
    const { queueId } = request.body ?? {};
    if (queueId === undefined) state.clear();
    else queues.live(queueId).purge({ area: 'both', group: 'all' });
    return reply.code(204).send();
  });
};
