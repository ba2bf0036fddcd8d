import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { workRequestDocument } from '../work-requests/work-request-document.js';
import { workRequestParams, type WorkRequestParams } from './work-request-params.js';

/** Seconds that a client should wait before it looks again (assumed). */
const RETRY_AFTER_SECONDS = '1';

/** GetWorkRequest: the id of a new queue is in `resources[0].identifier`. */
export const getWorkRequest = (scope: FastifyInstance, { workRequests }: EmulatorContext): void => {
  scope.get<{ Params: WorkRequestParams }>(
    '/workRequests/:workRequestId',
    { schema: { params: workRequestParams }, config: { op: 'GetWorkRequest' } },
    ({ params }, reply) =>
      reply
        .header('retry-after', RETRY_AFTER_SECONDS)
        .send(JSON.stringify(workRequestDocument(workRequests.get(params.workRequestId)))),
  );
};
