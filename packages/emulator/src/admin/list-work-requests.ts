import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { pageOf, type PageQuery } from '../http/page.js';
import { textQuery } from '../rest/schemas.js';
import { workRequestDocument } from '../work-requests/work-requests.js';

interface Query extends PageQuery {
  readonly compartmentId?: string;
  readonly workRequestId?: string;
}

/** ListWorkRequests: the newest first. */
export const listWorkRequests = (scope: FastifyInstance, { workRequests, limits }: EmulatorContext): void => {
  scope.get<{ Querystring: Query }>(
    '/workRequests',
    {
      schema: { querystring: textQuery('compartmentId', 'workRequestId', 'limit', 'page') },
      config: { op: 'ListWorkRequests' },
    },
    (request, reply) => {
      const { compartmentId, workRequestId } = request.query;
      const found = [...workRequests.values()]
        .filter((each) => compartmentId === undefined || each.compartmentId === compartmentId)
        .filter((each) => workRequestId === undefined || each.id === workRequestId)
        .toReversed();
      const { items, next } = pageOf(found, request.query, limits.list);
      if (next !== undefined) reply.header('opc-next-page', next);
      return reply.send(JSON.stringify({ items: items.map(workRequestDocument) }));
    },
  );
};
