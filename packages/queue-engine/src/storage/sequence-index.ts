import type { Row } from './column.js';

const FIRST_CAPACITY = 16;

/** Odd, and near 2^32 divided by the golden ratio: spreads sequences that follow each other over the whole table. */
const SPREAD = 0x9e3779b1;

/**
 * Finds the row of a sequence in 4 to 16 bytes a message, where a `Map` takes 30 to 60. A hash table with open
 * addressing that stores rows only: their sequences are where the rows are.
 */
export class SequenceIndex {
  /** Row plus 1; 0: free. At most half of it is in use, so that searches stay short. */
  #slots = new Int32Array(FIRST_CAPACITY);
  #shift = 32 - Math.log2(FIRST_CAPACITY);
  #size = 0;

  constructor(private readonly sequenceOf: (row: Row) => number) {}

  find(sequence: number): Row | undefined {
    const row = this.#rowAt(this.#slotOf(sequence));
    return row < 0 ? undefined : row;
  }

  /** The sequence of the row must not be there yet. */
  add(row: Row): void {
    if (2 * (this.#size + 1) > this.#slots.length) this.#grow();
    this.#size += 1;
    this.#slots[this.#slotOf(this.sequenceOf(row))] = row + 1;
  }

  /** The sequence has to be there. */
  delete(sequence: number): void {
    let hole = this.#slotOf(sequence);
    if (this.#rowAt(hole) < 0)
      throw new RangeError(`Sequence ${sequence} is not in the index: add it first.`);
    this.#size -= 1;
    // Rows that are behind the hole because it was taken when they came move up: else a search would end too early.
    for (let slot = this.#next(hole); this.#rowAt(slot) >= 0; slot = this.#next(slot)) {
      const home = this.#homeOf(this.sequenceOf(this.#rowAt(slot)));
      const mask = this.#slots.length - 1;
      if (((slot - home) & mask) < ((slot - hole) & mask)) continue;
      this.#slots[hole] = this.#rowAt(slot) + 1;
      hole = slot;
    }
    this.#slots[hole] = 0;
  }

  /** Where the sequence is, or else the free slot where it has to go. */
  #slotOf(sequence: number): number {
    let slot = this.#homeOf(sequence);
    for (let row = this.#rowAt(slot); row >= 0; row = this.#rowAt(slot)) {
      if (this.sequenceOf(row) === sequence) break;
      slot = this.#next(slot);
    }
    return slot;
  }

  #homeOf(sequence: number): number {
    return Math.imul(sequence, SPREAD) >>> this.#shift;
  }

  #next(slot: number): number {
    return (slot + 1) & (this.#slots.length - 1);
  }

  /** -1: free. */
  #rowAt(slot: number): Row {
    return (this.#slots[slot] ?? 0) - 1;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(2 * old.length);
    this.#shift -= 1;
    for (const entry of old) {
      if (entry > 0) this.#slots[this.#slotOf(this.sequenceOf(entry - 1))] = entry;
    }
  }
}
