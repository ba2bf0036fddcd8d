import type { FastifyInstance } from 'fastify';
import type { EmulatorStore } from '../store/contract.js';

/**
 * No reply leaves before all that it can tell of will survive. When that has failed, nothing is acknowledged and nothing more is
 * begun: memory is ahead of the disk then.
 */
export const replyWhenKept = (
  scope: FastifyInstance,
  store: Pick<EmulatorStore, 'settled' | 'failure'>,
): void => {
  scope.addHook('onRequest', (_request, reply, done) => {
    if (store.failure === undefined) return done();
    return reply.code(UNAVAILABLE).send(unavailable(store.failure));
  });
  scope.addHook('onSend', (_request, reply, payload, done) => {
    const settled = store.settled();
    if (settled === undefined) return done(null, payload);
    settled.then(
      () => done(null, payload),
      (error: Error) => {
        void reply.code(UNAVAILABLE).removeHeader('etag').removeHeader('opc-work-request-id');
        done(null, unavailable(error));
      },
    );
  });
};

const UNAVAILABLE = 503;

const unavailable = ({ message }: Error): string => JSON.stringify({ code: 'ServiceUnavailable', message });
