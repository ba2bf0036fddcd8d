import type { FastifyInstance } from 'fastify';

/** For bodies that are read while they come: `request.body` is a stream, without the limit of the API. */
export const withStreamedBodies = (
  parent: FastifyInstance,
  build: (scope: FastifyInstance) => void,
): void => {
  void parent.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload));
    build(scope);
    done();
  });
};
