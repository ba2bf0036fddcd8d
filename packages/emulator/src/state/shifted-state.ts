import type { DurationMs, EpochMs } from '@snoozeq/core';
import type { EngineSnapshot } from '@snoozeq/queue-engine';
import type { SavedState } from '../store/contract.js';
import type { WorkRequest } from '../work-requests/work-request.js';

/** The same state, as if everything had happened later. What messages say themselves stays as it is. */
export const shiftedState = ({ nowMs, resources, engine }: SavedState, byMs: DurationMs): SavedState => ({
  nowMs: nowMs + byMs,
  resources: {
    queue: resources.queue.map((queue) => shiftedTimes(queue, byMs)),
    consumerGroup: resources.consumerGroup.map((group) => shiftedTimes(group, byMs)),
    workRequest: resources.workRequest.map((request) => shiftedRequest(request, byMs)),
  },
  engine: (queueId) => shiftedEngine(engine(queueId), byMs),
});

interface Timed {
  readonly timeCreatedMs: EpochMs;
  readonly timeUpdatedMs: EpochMs;
}

const shiftedTimes = <R extends Timed>(resource: R, byMs: DurationMs): R => ({
  ...resource,
  timeCreatedMs: resource.timeCreatedMs + byMs,
  timeUpdatedMs: resource.timeUpdatedMs + byMs,
});

const shiftedRequest = (request: WorkRequest, byMs: DurationMs): WorkRequest => ({
  ...request,
  acceptedAtMs: request.acceptedAtMs + byMs,
  startsAtMs: request.startsAtMs + byMs,
  finishesAtMs: request.finishesAtMs + byMs,
});

const shiftedEngine = ({ lastSequence, messages }: EngineSnapshot, byMs: DurationMs): EngineSnapshot => ({
  lastSequence,
  messages: Array.from(messages, ({ message, copies }) => ({
    message: {
      ...message,
      createdAtMs: message.createdAtMs + byMs,
      expiresAtMs: message.expiresAtMs + byMs,
    },
    copies: copies.map((copy) => ({ ...copy, visibleAtMs: copy.visibleAtMs + byMs })),
  })),
});
