import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';

/** Refuses what is beyond the rates of its queue, before the body is read. For scopes whose paths name a queue. */
export const throttle = (scope: FastifyInstance, { queues, traffic }: EmulatorContext): void => {
  scope.addHook<{ Params: { readonly queueId: string } }>('onRequest', (request, reply, done) => {
    const { op } = request.call;
    const queue = traffic.of(queues.address(request.params.queueId).live);
    queue.request(op);
    if (op === 'GetMessages') {
      queue.beginGet();
      reply.raw.once('close', () => queue.endGet());
    }
    done();
  });
};
