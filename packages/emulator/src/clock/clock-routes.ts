import type { FastifyInstance } from 'fastify';
import { CLOCK_COMMANDS, readCommand } from './clock-commands.js';
import { clockView } from './clock-view.js';
import type { SkippingClock } from './emulator-clock.js';

/** The clock for people and scripts. Every reply leaves when what was asked for has happened. */
export const clockRoutes = (scope: FastifyInstance, clock: SkippingClock): void => {
  scope.get('/clock', { config: { op: 'GetClock' } }, (_request, reply) =>
    reply.send(JSON.stringify(clockView(clock))),
  );
  for (const name of CLOCK_COMMANDS) {
    scope.post(`/clock/${name}`, { config: { op: `Clock ${name}` } }, async (request, reply) => {
      const carryOut = readCommand(name, request.body);
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const movedMs = await carryOut(clock, gone.signal);
      return reply.send(JSON.stringify({ ...clockView(clock), movedMs }));
    });
  }
};
