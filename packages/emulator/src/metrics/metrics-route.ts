import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { collectMetrics } from './collect-metrics.js';
import { EXPOSITION_TYPE, exposition } from './exposition.js';

/** For Prometheus to scrape. */
export const metricsRoute = (scope: FastifyInstance, context: EmulatorContext): void => {
  scope.get('', { config: { op: 'Metrics' } }, (_request, reply) =>
    reply.type(EXPOSITION_TYPE).send(exposition(collectMetrics(context))),
  );
};
