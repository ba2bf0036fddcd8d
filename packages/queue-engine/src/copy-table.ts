import type { Area, Place } from './contracts/index.js';
import { Column, type Row } from './storage/column.js';

/** How a column holds where a copy is; 0: the group has no copy. */
const SPOT_NUMBERS = { live: { visible: 1, 'in-flight': 2 }, dead: { visible: 3, 'in-flight': 4 } } as const;

/** What one group knows of each message, in the rows of the message table. */
export class CopyTable {
  readonly deliveryCount = Column.ofIntegers();
  /** The delivery count in the one reference that can still act; 0: none can. */
  readonly latestRef = Column.ofIntegers();
  /** Visible: the instant since when, the first key of FIFO. In flight: the end of the lease. */
  readonly visibleAtMs = Column.ofDoubles();
  /** In the heap of its place: the visible ones of a channel, or the leases. */
  readonly position = Column.ofIntegers();
  /** In flight, and not a dead letter when the lease ends: the limit was lowered behind their back. Seldom any. */
  readonly spared = new Set<Row>();
  readonly #spot = Column.ofIntegers();

  has(row: Row): boolean {
    return this.#spot.get(row) > 0;
  }

  area(row: Row): Area {
    return this.#spot.get(row) < SPOT_NUMBERS.dead.visible ? 'live' : 'dead';
  }

  place(row: Row): Place {
    return this.#spot.get(row) % 2 === SPOT_NUMBERS.live.visible ? 'visible' : 'in-flight';
  }

  put(row: Row, area: Area, place: Place): void {
    this.#spot.set(row, SPOT_NUMBERS[area][place]);
  }

  /** As if there had never been a copy in this row. */
  clear(row: Row): void {
    this.spared.delete(row);
    for (const column of [this.deliveryCount, this.latestRef, this.visibleAtMs, this.#spot])
      column.set(row, 0);
  }
}
