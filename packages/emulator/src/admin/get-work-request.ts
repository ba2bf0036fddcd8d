import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { notFound } from '../http/oci-error.js';
import { workRequestDocument } from '../work-requests/work-requests.js';

/** GetWorkRequest: the id of the queue is in `resources[0].identifier`. */
export const getWorkRequest = (scope: FastifyInstance, { workRequests }: EmulatorContext): void => {
  scope.get<{ Params: { readonly workRequestId: string } }>(
    '/workRequests/:workRequestId',
    { config: { op: 'GetWorkRequest' } },
    (request, reply) => {
      const found = workRequests.get(request.params.workRequestId);
      if (!found) throw notFound(`Work request ${request.params.workRequestId}`);
      return reply.header('retry-after', '1').send(JSON.stringify(workRequestDocument(found)));
    },
  );
};
