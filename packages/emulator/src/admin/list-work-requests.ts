import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import type { PageQuery } from '../http/page.js';
import { textQuery } from '../rest/schemas.js';
import { workRequestDocument } from '../work-requests/work-request-document.js';
import { sendPage } from './send-page.js';

interface Route {
  Querystring: PageQuery & { readonly compartmentId?: string; readonly workRequestId?: string };
}

const querystring = textQuery('compartmentId', 'workRequestId', 'limit', 'page');

/** ListWorkRequests: the newest first (assumed). */
export const listWorkRequests = (scope: FastifyInstance, { workRequests, limits }: EmulatorContext): void => {
  scope.get<Route>(
    '/workRequests',
    { schema: { querystring }, config: { op: 'ListWorkRequests' } },
    ({ query }, reply) => {
      const { compartmentId, workRequestId } = query;
      const found = workRequests
        .list()
        .filter((each) => compartmentId === undefined || each.compartmentId === compartmentId)
        .filter((each) => workRequestId === undefined || each.id === workRequestId)
        .toReversed();
      return sendPage(reply, found, { query, limits, document: workRequestDocument });
    },
  );
};
