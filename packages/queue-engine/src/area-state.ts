import { ChannelIndex } from './channel-index.js';
import type { GroupRows } from './group-rows.js';
import type { Row } from './storage/column.js';
import { RowHeap } from './storage/row-heap.js';
import { Tally } from './tally.js';

/** The queue, or the dead-letter queue, of one group: its messages by channel, its leases and its counts, kept in step. */
export class AreaState {
  readonly tally = new Tally();
  readonly channels: ChannelIndex;
  readonly #leases: RowHeap;

  constructor(private readonly rows: GroupRows) {
    this.channels = new ChannelIndex(rows);
    this.#leases = new RowHeap(rows.byVisibility, rows.copies.position);
  }

  get nextLapse(): Row | undefined {
    return this.#leases.peek();
  }

  enter(row: Row): void {
    const place = this.rows.copies.place(row);
    this.tally.add(place, this.rows.messages.sizeBytes(row));
    this.channels.enter(row);
    if (place === 'in-flight') this.#leases.push(row);
  }

  leave(row: Row): void {
    const place = this.rows.copies.place(row);
    this.tally.subtract(place, this.rows.messages.sizeBytes(row));
    this.channels.leave(row);
    if (place === 'in-flight') this.#leases.remove(row);
  }

  /** The end of the lease of a row in flight has changed. */
  reorder(row: Row): void {
    this.#leases.update(row);
  }
}
