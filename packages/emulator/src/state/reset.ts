import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';

const body = { type: ['object', 'null'], additionalProperties: false, properties: {} } as const;

/** Takes everything away: queues, messages and work requests. Time goes on. */
export const reset = (scope: FastifyInstance, { state }: EmulatorContext): void => {
  scope.post('/reset', { schema: { body }, config: { op: 'Reset' } }, (_request, reply) => {
    state.clear();
    return reply.code(204).send();
  });
};
