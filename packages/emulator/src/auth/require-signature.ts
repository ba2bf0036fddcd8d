import type { EpochMs } from '@snoozeq/core';
import type { FastifyInstance } from 'fastify';
import { checkBodyHash } from './body-hash.js';
import type { KeyStore } from './key-store.js';
import { requiredHeaders } from './signing-string.js';
import { signatureVerifier } from './verify-signature.js';

/** Lets only signed requests through: the headers are checked before the body is read, the body before it is parsed. */
export const requireSignature = (scope: FastifyInstance, keys: KeyStore, realNow: () => EpochMs): void => {
  const verifySignature = signatureVerifier(keys);
  scope.addHook('onRequest', (request, _reply, done) => {
    const { method = '', url = '', headers } = request.raw;
    verifySignature({ method, target: url, headers }, realNow() + request.skewMs);
    if (requiredHeaders(method).includes('x-content-sha256')) {
      request.signedBodyHash = String(headers['x-content-sha256']);
    }
    done();
  });
  scope.addHook('preValidation', (request, _reply, done) => {
    if (request.signedBodyHash !== undefined) checkBodyHash(request.rawBody, request.signedBodyHash);
    done();
  });
};
