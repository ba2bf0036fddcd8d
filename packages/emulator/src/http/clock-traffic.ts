import type { FastifyInstance, FastifyReply } from 'fastify';
import type { EmulatorClock } from '../clock/contract.js';

/** Tells the clock about every request of a scope, so that it never skips while a reply is on its way. */
export const reportTraffic = (scope: FastifyInstance, clock: EmulatorClock): void => {
  scope.addHook('onRequest', (request, reply, done) => {
    const { clientRequestId } = request;
    clock.requestReceived(clientRequestId, false);
    // Comes exactly once: after the last byte, or when the connection breaks.
    reply.raw.once('close', () => clock.requestEnded(clientRequestId));
    whenArrived(clock, reply, done);
  });
};

/** For scopes that the clock is not told about: whatever touches a queue lets it catch up, and answers its polls. */
export const waitWhileMoving = (scope: FastifyInstance, clock: EmulatorClock): void => {
  scope.addHook('onRequest', (_request, reply, done) => whenArrived(clock, reply, done));
};

/** While the clock moves, a reply could reach a follower before the news of the new time does. */
const whenArrived = ({ moving }: EmulatorClock, { raw }: FastifyReply, done: () => void): void => {
  if (!moving) return done();
  void moving.then(() => {
    // Work for a client that has gone would be counted as open for ever: its end was told already.
    if (!raw.destroyed) done();
  });
};
