import { ChannelIndex } from './channel-index.js';
import { IndexedHeap } from './indexed-heap.js';
import type { MessageRecord, RecordOrders } from './message-record.js';
import { Tally } from './tally.js';

/** The queue, or the dead-letter queue, of one group: its messages by channel, its leases and its counts, kept in step. */
export class AreaState {
  readonly channels: ChannelIndex;
  readonly tally = new Tally();
  readonly #leases: IndexedHeap<MessageRecord>;

  constructor(orders: RecordOrders) {
    this.channels = new ChannelIndex(orders.byVisibility);
    this.#leases = new IndexedHeap(orders.byVisibility);
  }

  get nextLapse(): MessageRecord | undefined {
    return this.#leases.peek();
  }

  enter(record: MessageRecord): void {
    this.tally.add(record);
    this.channels.enter(record);
    if (record.place === 'in-flight') this.#leases.push(record.placement);
  }

  leave(record: MessageRecord): void {
    this.tally.subtract(record);
    this.channels.leave(record);
    if (record.place === 'in-flight') this.#leases.remove(record.placement);
  }

  /** The end of the lease of a record in flight has changed. */
  reorder(record: MessageRecord): void {
    this.#leases.update(record.placement);
  }
}
