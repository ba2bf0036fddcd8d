import type { FastifyReply } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import type { WorkRequest } from '../work-requests/work-request.js';
import type { WorkOrder } from '../work-requests/work-requests.js';

/** Answers 202 without a body, with the id of the work request. */
export const accepted = (reply: FastifyReply, { id, task }: WorkRequest): FastifyReply => {
  reply.request.call.queueId = task.queueId;
  return reply.code(202).header('opc-work-request-id', id).send();
};

/** Hands out a work request and answers with it. */
export const order = (
  reply: FastifyReply,
  { workRequests }: EmulatorContext,
  work: WorkOrder,
): FastifyReply => accepted(reply, workRequests.accept(work));
