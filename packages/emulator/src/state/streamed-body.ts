import type { FastifyInstance } from 'fastify';
import { cutOffAfter } from '../http/body-limit.js';

/** For bodies that are read while they come: `request.body` can be iterated once, without the limit of the API. */
export const withStreamedBodies = (
  parent: FastifyInstance,
  build: (scope: FastifyInstance) => void,
): void => {
  void parent.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (request, _payload, parsed) => {
      // Who stops half-way would destroy the stream otherwise, and no more would be read of its connection: no next request either.
      parsed(null, request.raw.iterator({ destroyOnReturn: false }));
    });
    scope.addHook('onError', (request, _reply, _error, sent) => {
      cutOffAfter(request.raw);
      sent();
    });
    build(scope);
    done();
  });
};
