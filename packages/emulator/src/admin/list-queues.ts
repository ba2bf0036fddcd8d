import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { pageOf, type PageQuery } from '../http/page.js';
import { queueSummary, type QueueResource } from '../queues/queue-resource.js';
import { textQuery } from '../rest/schemas.js';

interface Query extends PageQuery {
  readonly compartmentId?: string;
  readonly lifecycleState?: string;
  readonly displayName?: string;
  readonly id?: string;
  readonly sortOrder?: 'ASC' | 'DESC';
  readonly sortBy?: 'timeCreated' | 'displayName';
}

const text = textQuery('compartmentId', 'lifecycleState', 'displayName', 'id', 'limit', 'page');
const querystring = {
  ...text,
  properties: {
    ...text.properties,
    sortOrder: { enum: ['ASC', 'DESC'] },
    sortBy: { enum: ['timeCreated', 'displayName'] },
  },
};

/** ListQueues: deleted queues only when asked for by state or id (assumed). */
export const listQueues = (scope: FastifyInstance, { queues, limits }: EmulatorContext): void => {
  scope.get<{ Querystring: Query }>(
    '/queues',
    { schema: { querystring }, config: { op: 'ListQueues' } },
    (request, reply) => {
      const found = sorted(queues.list().filter(matching(request.query)), request.query);
      const { items, next } = pageOf(found, request.query, limits.list);
      if (next !== undefined) reply.header('opc-next-page', next);
      return reply.send(JSON.stringify({ items: items.map(queueSummary) }));
    },
  );
};

const matching =
  ({ compartmentId, lifecycleState, displayName, id }: Query) =>
  (queue: QueueResource): boolean =>
    (compartmentId === undefined || queue.compartmentId === compartmentId) &&
    (displayName === undefined || queue.displayName === displayName) &&
    (id === undefined || queue.id === id) &&
    (lifecycleState === undefined
      ? id !== undefined || queue.lifecycleState !== 'DELETED'
      : queue.lifecycleState === lifecycleState);

/** By name ascending, by time descending, unless the query says otherwise. */
const sorted = (queues: readonly QueueResource[], { sortBy, sortOrder }: Query): readonly QueueResource[] => {
  const ascending =
    sortBy === 'displayName'
      ? queues.toSorted((a, b) =>
          a.displayName < b.displayName ? -1 : Number(a.displayName > b.displayName),
        )
      : queues.toSorted((a, b) => a.timeCreatedMs - b.timeCreatedMs);
  const order = sortOrder ?? (sortBy === 'displayName' ? 'ASC' : 'DESC');
  return order === 'ASC' ? ascending : ascending.toReversed();
};
