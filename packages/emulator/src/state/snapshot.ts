import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { frozenState } from './frozen-state.js';
import { sendLines } from './ndjson-reply.js';
import { snapshotLines } from './snapshot-format.js';

/** Everything that a restart would keep, of one instant, without the secret of receipts. */
export const snapshot = (scope: FastifyInstance, context: EmulatorContext): void => {
  scope.get('/snapshot', { config: { op: 'Snapshot' } }, (_request, reply) =>
    sendLines(reply, snapshotLines(frozenState(context))),
  );
};
