import type { FastifyInstance } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';
import { OciError, invalidParameter } from '../http/oci-error.js';
import { isoTime } from '../messages/message-json.js';
import type { SavedState } from '../store/contract.js';
import type { EmulatorState } from './emulator-state.js';
import { faultFinder } from './fault-of.js';
import { bodyLines } from './ndjson.js';
import { readSnapshot } from './read-snapshot.js';
import { shiftedState } from './shifted-state.js';
import { withStreamedBodies } from './streamed-body.js';

interface Route {
  Querystring: { readonly times?: 'kept' | 'shifted' };
}

const querystring = { type: 'object', properties: { times: { enum: ['kept', 'shifted'] } } } as const;

/**
 * Puts a snapshot in the place of everything, or changes nothing. Instants stay as they are, since messages speak of them; with
 * `times=shifted` they are moved so that no time has passed since the snapshot was taken.
 */
export const restore = (parent: FastifyInstance, { queues, state }: EmulatorContext): void => {
  withStreamedBodies(parent, (scope) => {
    scope.post<Route>(
      '/restore',
      { schema: { querystring }, config: { op: 'Restore' } },
      async (request, reply) => {
        const saved = await readSnapshot(bodyLines(request), faultFinder(request));
        const timely = inTime(saved, queues.nowMs(), request.query.times);
        replace(state, timely);
        const { length } = timely.resources.queue;
        return reply.send(JSON.stringify({ queues: length, takenAt: isoTime(saved.nowMs) }));
      },
    );
  });
};

/** What single lines cannot show, such as a copy of a group that is not there. */
const replace = (state: EmulatorState, saved: SavedState): void => {
  try {
    state.replace(saved);
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof OciError)) throw error;
    throw invalidParameter(`The snapshot contradicts itself: ${error.message} Nothing was changed.`);
  }
};

const inTime = (saved: SavedState, nowMs: number, times: 'kept' | 'shifted' = 'kept'): SavedState => {
  if (times === 'shifted') return shiftedState(saved, nowMs - saved.nowMs);
  if (saved.nowMs <= nowMs) return saved;
  throw invalidParameter(
    `The snapshot was taken at ${isoTime(saved.nowMs)}, and here it is ${isoTime(nowMs)}, before that. Advance the clock first, or restore with times=shifted.`,
  );
};
