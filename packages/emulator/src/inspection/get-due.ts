import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { queryNumber } from '../http/range-check.js';
import { queueParams, textQuery, type QueueParams } from '../rest/schemas.js';
import { DueCounts } from './count-due.js';
import { findQueue } from './find-queue.js';
import { lookedAtGroup } from './look-query.js';
import { scanMessages } from './scan-messages.js';

interface Route {
  Params: QueueParams;
  Querystring: { readonly everySeconds?: string; readonly group?: string };
}

const WIDTH = { min: 1, max: 604_800, unit: 's', source: 'the emulator itself' };
const HOUR = 3_600;

/** How many messages of one group (default: the primary one) fall due when. Reads every message, a slice at a time. */
export const getDue = (scope: FastifyInstance, { queues }: EmulatorContext): void => {
  scope.get<Route>(
    '/queues/:queueId/due',
    {
      schema: { params: queueParams, querystring: textQuery('everySeconds', 'group') },
      config: { op: 'InspectDue' },
    },
    async (request, reply) => {
      const { id } = findQueue(queues, request.params.queueId);
      const { live, group } = queues.address(id, lookedAtGroup(request.query.group));
      const everySeconds = queryNumber('everySeconds', request.query.everySeconds, WIDTH) ?? HOUR;
      const counts = new DueCounts(everySeconds * 1_000);
      for await (const slice of scanMessages(live, { group, after: 0 })) {
        for (const copy of slice) counts.add(copy);
        if (reply.raw.destroyed) break;
      }
      return reply.send(JSON.stringify({ everySeconds, ...counts.document() }));
    },
  );
};
