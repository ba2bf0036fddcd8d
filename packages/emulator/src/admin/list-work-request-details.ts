import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import type { PageQuery } from '../http/page.js';
import { textQuery } from '../rest/schemas.js';
import type { WorkRequest } from '../work-requests/work-request.js';
import { errorDocuments, logDocuments } from '../work-requests/work-request-document.js';
import { sendPage } from './send-page.js';
import { workRequestParams, type WorkRequestParams } from './work-request-params.js';

interface Route {
  Params: WorkRequestParams;
  Querystring: PageQuery;
}

const schema = { params: workRequestParams, querystring: textQuery('limit', 'page') };

const detailsRoute =
  (tail: string, op: string, details: (request: WorkRequest) => readonly object[]) =>
  (scope: FastifyInstance, { workRequests, limits }: EmulatorContext): void => {
    scope.get<Route>(
      `/workRequests/:workRequestId/${tail}`,
      { schema, config: { op } },
      ({ params, query }, reply) =>
        sendPage(reply, details(workRequests.get(params.workRequestId)), {
          query,
          limits,
          document: (item) => item,
        }),
    );
  };

/** ListWorkRequestErrors: why a work request failed. */
export const listWorkRequestErrors = detailsRoute('errors', 'ListWorkRequestErrors', errorDocuments);

/** ListWorkRequestLogs: what a work request has done so far. */
export const listWorkRequestLogs = detailsRoute('logs', 'ListWorkRequestLogs', logDocuments);
