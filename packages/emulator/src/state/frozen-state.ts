import type { EngineSnapshot } from '@snoozeq/queue-engine';
import type { EmulatorContext } from '../http/emulator-context.js';
import type { SavedState } from '../store/contract.js';

/** The state of this instant. It holds on to messages, which never change, and to one small object for each copy. */
export const frozenState = ({
  queues,
  workRequests,
}: Pick<EmulatorContext, 'queues' | 'workRequests'>): SavedState => {
  queues.catchUp();
  const resources = {
    queue: queues.resources.list(),
    consumerGroup: queues.groups.resources.list(),
    workRequest: workRequests.list(),
  };
  const engines = new Map(resources.queue.map(({ id }) => [id, frozen(queues.snapshot(id))]));
  return {
    nowMs: queues.nowMs(),
    resources,
    engine: (queueId) => engines.get(queueId) ?? { lastSequence: 0, messages: [] },
  };
};

const frozen = (snapshot: EngineSnapshot): EngineSnapshot => ({
  ...snapshot,
  messages: [...snapshot.messages],
});
