import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { OciError } from '../http/oci-error.js';

/** The regional endpoints of OCI are `messaging.<region>.oci.<domain>`; those of messages begin with the name of a cell. */
const REGIONAL = /^messaging\./i;

/** Mode `regionalEndpoint: 'refuses'` sends message calls that were made to a regional name to the endpoint of the queue. */
export const requireCellEndpoint = (scope: FastifyInstance, { queues, modes }: EmulatorContext): void => {
  if (modes.regionalEndpoint === 'serves') return;
  scope.addHook<{ Params: { readonly queueId: string } }>('onRequest', (request, _reply, done) => {
    if (!REGIONAL.test(request.headers.host ?? '')) return done();
    const { messagesEndpoint } = queues.address(request.params.queueId).resource;
    return done(new OciError(401, 'NotAuthenticated', `Please use endpoint ${messagesEndpoint}`));
  });
};
