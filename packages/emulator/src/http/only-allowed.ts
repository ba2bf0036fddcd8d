import type { FastifyInstance } from 'fastify';
import type { CallerHeaders } from '../auth/local-only.js';
import { OciError } from './oci-error.js';

/** Lets only allowed callers into a scope that asks for no signature. */
export const onlyAllowed = (scope: FastifyInstance, isAllowed: (headers: CallerHeaders) => boolean): void => {
  scope.addHook('onRequest', (request, _reply, done) => {
    if (isAllowed(request.headers)) return done();
    return done(
      new OciError(
        403,
        'Forbidden',
        'Only tools on this machine may use this path. Use a loopback address and no browser page, or allow the host or origin when the emulator starts.',
      ),
    );
  });
};
