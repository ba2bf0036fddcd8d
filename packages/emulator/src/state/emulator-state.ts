import type { EmulatorContext } from '../http/emulator-context.js';
import type { EmulatorStore } from '../store/contract.js';

export type StateOwners = Pick<EmulatorContext, 'queues' | 'workRequests'> & {
  readonly store: EmulatorStore;
};

/** Goes on from what the store has kept, if it has kept anything. */
export const restoreSaved = ({ queues, workRequests, store }: StateOwners): void => {
  if (store.restored === undefined) return;
  const { resources, engine } = store.restored;
  queues.restore(resources.queue, engine);
  workRequests.restore(resources.workRequest);
};
