import type { EmulatorContext } from '../http/emulator-context.js';
import { createReceiptCodec, type ReceiptCodec } from '../messages/receipts.js';
import type { EmulatorStore, SavedState } from '../store/contract.js';

type Owners = Pick<EmulatorContext, 'queues' | 'workRequests'> & { readonly store: EmulatorStore };

const EMPTY = { queue: [], consumerGroup: [], workRequest: [] } as const satisfies SavedState['resources'];

/** All state of an emulator, as far as it is kept, taken as a whole. */
export class EmulatorState {
  #codec: ReceiptCodec;

  /** Of the state that there is: those that were issued before it was replaced cannot be read any more. */
  readonly receipts: ReceiptCodec = {
    issue: (queueId, ref) => this.#codec.issue(queueId, ref),
    read: (...receipt) => this.#codec.read(...receipt),
  };

  constructor(private readonly owners: Owners) {
    this.#codec = createReceiptCodec(owners.store.receiptSecret);
  }

  /** Goes on from what the store has kept, if it has kept anything. */
  restoreKept(): void {
    const { restored } = this.owners.store;
    if (restored) this.#put(restored);
  }

  /** Puts another state in the place of all there is; polls end empty. @throws RangeError and changes nothing, when it contradicts itself */
  replace(state: SavedState): void {
    const { store, queues } = this.owners;
    this.#put(state);
    store.replaced(state);
    this.#codec = createReceiptCodec(store.receiptSecret);
    queues.catchUp();
  }

  clear(): void {
    const nowMs = this.owners.queues.nowMs();
    this.replace({ nowMs, resources: EMPTY, engine: () => ({ lastSequence: 0, messages: [] }) });
  }

  #put({ resources, engine }: SavedState): void {
    const { queues, workRequests } = this.owners;
    queues.restore(resources, engine);
    workRequests.restore(resources.workRequest);
  }
}
