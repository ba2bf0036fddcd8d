import type { Column, Row } from './column.js';
import { SortedList } from './sorted-list.js';

/** Negative: `a` comes first. */
export type Compare = (a: Row, b: Row) => number;

/** A heap has its rows in an array that doubles; this is where it starts. */
const FIRST_CAPACITY = 8;

/**
 * A binary heap that knows where each row is, so that any row, not only the first, can be taken out or moved in
 * O(log n). The order of equal rows is not defined: the comparison has to be total.
 */
export class RowHeap {
  #rows = new Int32Array(FIRST_CAPACITY);
  #size = 0;

  /**
   * @param positions Place of a row in the heap plus 1; 0: in none. Heaps may share the column when a row is in one
   * of them at most.
   */
  constructor(
    private readonly compare: Compare,
    private readonly positions: Column<number>,
  ) {}

  get size(): number {
    return this.#size;
  }

  peek(): Row | undefined {
    return this.#size === 0 ? undefined : this.#at(0);
  }

  push(row: Row): void {
    if (this.positions.get(row) !== 0) throw new RangeError('The row is in a heap already: remove it first.');
    if (this.#size === this.#rows.length) this.#grow();
    this.#size += 1;
    this.#rise(row, this.#size - 1);
  }

  remove(row: Row): void {
    const position = this.#positionOf(row);
    this.#size -= 1;
    const last = this.#at(this.#size);
    this.positions.set(row, 0);
    if (last !== row) this.#settle(last, position);
  }

  /** Restores the order after what the comparison looks at has changed. */
  update(row: Row): void {
    this.#settle(row, this.#positionOf(row));
  }

  /** The `limit` first rows in order, left in place: O(limit · log limit) comparisons. */
  first(limit: number): readonly Row[] {
    const found: Row[] = [];
    // Positions that may be next: the children of those taken already.
    const frontier = new SortedList<number>((a, b) => (a === b ? 0 : this.compare(this.#at(a), this.#at(b))));
    const offer = (position: number): void => {
      if (position < this.#size) frontier.add(position);
    };
    offer(0);
    while (found.length < limit) {
      const position = frontier.takeFirst();
      if (position === undefined) break;
      found.push(this.#at(position));
      offer(2 * position + 1);
      offer(2 * position + 2);
    }
    return found;
  }

  /** `limit` rows, each set of them with the same chance, left in place: O(limit). */
  sample(limit: number, random: () => number): readonly Row[] {
    // The first steps of a shuffle that moves nothing, but remembers what it would have moved.
    const moved = new Map<number, number>();
    return Array.from({ length: Math.min(limit, this.#size) }, (_, step) => {
      const picked = step + Math.floor(random() * (this.#size - step));
      const position = moved.get(picked) ?? picked;
      moved.set(picked, moved.get(step) ?? step);
      return this.#at(position);
    });
  }

  #settle(row: Row, position: number): void {
    this.#rise(row, position);
    if (this.#at(position) === row) this.#sink(row, position);
  }

  #rise(row: Row, from: number): void {
    let position = from;
    while (position > 0) {
      const parentPosition = (position - 1) >> 1;
      const parent = this.#at(parentPosition);
      if (this.compare(parent, row) <= 0) break;
      this.#write(parent, position);
      position = parentPosition;
    }
    this.#write(row, position);
  }

  #sink(row: Row, from: number): void {
    let position = from;
    for (let child = 2 * position + 1; child < this.#size; child = 2 * position + 1) {
      const right = child + 1;
      if (right < this.#size && this.compare(this.#at(right), this.#at(child)) < 0) child = right;
      if (this.compare(row, this.#at(child)) <= 0) break;
      this.#write(this.#at(child), position);
      position = child;
    }
    this.#write(row, position);
  }

  #write(row: Row, position: number): void {
    this.#rows[position] = row;
    this.positions.set(row, position + 1);
  }

  #at(position: number): Row {
    return this.#rows[position] ?? 0;
  }

  #positionOf(row: Row): number {
    const position = this.positions.get(row) - 1;
    if (position >= 0 && position < this.#size && this.#at(position) === row) return position;
    throw new RangeError('The row is not in this heap: push it first.');
  }

  #grow(): void {
    const rows = new Int32Array(2 * this.#rows.length);
    rows.set(this.#rows);
    this.#rows = rows;
  }
}
