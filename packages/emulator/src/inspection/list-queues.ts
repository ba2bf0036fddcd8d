import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { stateCounts } from './lanes.js';

/** All queues that are not deleted, each with the counts of its groups. */
export const listQueues = (scope: FastifyInstance, { queues }: EmulatorContext): void => {
  scope.get('/queues', { config: { op: 'InspectQueues' } }, (_request, reply) => {
    const items = queues.resources
      .list()
      .filter(({ lifecycleState }) => lifecycleState !== 'DELETED')
      .map(({ id, displayName, lifecycleState }) => {
        const contents = queues.findLive(id)?.contents();
        const groups = contents?.groups.map((group) => ({
          group,
          ...stateCounts(contents.stats({ group })),
        }));
        return { id, displayName, lifecycleState, groups: groups ?? [] };
      });
    return reply.send(JSON.stringify({ items, nowMs: queues.nowMs() }));
  });
};
