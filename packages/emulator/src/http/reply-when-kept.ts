import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { EmulatorStore } from '../store/contract.js';

type Keeper = Pick<EmulatorStore, 'settled' | 'failure'>;

/**
 * No reply leaves before all that it can tell of will survive. When that has failed, nothing is acknowledged and nothing more is
 * begun: memory is ahead of the disk then.
 */
export const replyWhenKept = (scope: FastifyInstance, store: Keeper): void => keep(scope, store, () => false);

/** As `replyWhenKept`, but for reads: the state can be looked at, and saved elsewhere, also when it is kept no more. */
export const replyToChangesWhenKept = (scope: FastifyInstance, store: Keeper): void =>
  keep(scope, store, ({ method }) => method === 'GET');

const keep = (scope: FastifyInstance, store: Keeper, isFree: (request: FastifyRequest) => boolean): void => {
  scope.addHook('onRequest', (request, reply, done) => {
    if (store.failure === undefined || isFree(request)) return done();
    return reply.code(UNAVAILABLE).send(unavailable(store.failure));
  });
  scope.addHook('onSend', (request, reply, payload, done) => {
    const settled = isFree(request) ? undefined : store.settled();
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
