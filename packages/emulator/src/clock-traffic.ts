import type { FastifyInstance } from 'fastify';
import type { EmulatorClock } from './clock/contract.js';

/** Tells the clock about every request of a scope, so that it never skips while a reply is on its way. */
export const reportTraffic = (scope: FastifyInstance, clock: EmulatorClock): void => {
  scope.addHook('onRequest', (request, reply, done) => {
    const { clientRequestId } = request;
    clock.requestReceived(clientRequestId, false);
    // Comes exactly once: after the last byte, or when the connection breaks.
    reply.raw.once('close', () => clock.requestEnded(clientRequestId));
    // While the clock moves, a reply could reach a follower before the news of the new time does.
    if (clock.moving) void clock.moving.then(() => done());
    else done();
  });
};
