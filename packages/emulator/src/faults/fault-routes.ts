import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { NO_FAULT_PLAN } from './fault-plan.js';
import { readFaultPlan } from './read-fault-plan.js';

/** The plan in force, with the counts of its rules. A PUT begins a plan, a DELETE ends it; both answer with the plan that is then in force. */
export const faultRoutes = (scope: FastifyInstance, { faults }: EmulatorContext): void => {
  const report = (): string => JSON.stringify(faults.report());
  scope.get('/faults', { config: { op: 'GetFaults' } }, (_request, reply) => reply.send(report()));
  scope.put('/faults', { config: { op: 'PutFaults' } }, (request, reply) => {
    faults.replace(readFaultPlan(request.body));
    return reply.send(report());
  });
  scope.delete('/faults', { config: { op: 'DeleteFaults' } }, (_request, reply) => {
    faults.replace(NO_FAULT_PLAN);
    return reply.send(report());
  });
};
