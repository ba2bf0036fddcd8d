import { Buffer } from 'node:buffer';
import type { EpochMs, StoredMessage } from './contracts/index.js';
import { Column, type Row } from './storage/column.js';
import { NamePool } from './storage/name-pool.js';
import { RowHeap, type Compare } from './storage/row-heap.js';
import { SequenceIndex } from './storage/sequence-index.js';

/** Wraps the comparisons of all heaps, so that a test can count them. */
export type WatchCompare = (compare: Compare) => Compare;

/** The end of the list of free rows. */
const NO_ROW = -1;

/** What groups share: each message once, in a row that stays its own as long as a group has a copy. */
export class MessageTable {
  readonly #sequence = Column.ofDoubles();
  readonly #content = Column.ofValues<string>();
  readonly #channel = Column.ofValues<string>();
  readonly #properties = Column.ofValues<StoredMessage['properties']>();
  readonly #createdAtMs = Column.ofDoubles();
  readonly #expiresAtMs = Column.ofDoubles();
  readonly #sizeBytes = Column.ofIntegers();
  readonly #copies = Column.ofIntegers();
  /** Of a row in use: its place among the expiries. Of a free one: the next free row, or `NO_ROW`. */
  readonly #link = Column.ofIntegers();
  readonly #rows = new SequenceIndex((row) => this.#sequence.get(row));
  readonly #channels = new NamePool();
  readonly #expiries: RowHeap;
  #firstFree = NO_ROW;
  #rowsUsed = 0;

  constructor(watch: WatchCompare) {
    const byExpiry: Compare = (a, b) =>
      this.expiresAtMs(a) - this.expiresAtMs(b) || this.sequence(a) - this.sequence(b);
    this.#expiries = new RowHeap(watch(byExpiry), this.#link);
  }

  get nextExpiry(): Row | undefined {
    return this.#expiries.peek();
  }

  find(sequence: number): Row | undefined {
    return this.#rows.find(sequence);
  }

  sequence(row: Row): number {
    return this.#sequence.get(row);
  }

  channel(row: Row): string | undefined {
    return this.#channel.get(row);
  }

  expiresAtMs(row: Row): EpochMs {
    return this.#expiresAtMs.get(row);
  }

  /** UTF-8 bytes of the content. */
  sizeBytes(row: Row): number {
    return this.#sizeBytes.get(row);
  }

  /** Groups that have a copy; 0: the row is free. */
  copies(row: Row): number {
    return this.#copies.get(row);
  }

  /** The message as one object, made for the caller. */
  read(row: Row): StoredMessage {
    const [channel, properties] = [this.#channel.get(row), this.#properties.get(row)];
    return {
      sequence: this.#sequence.get(row),
      content: this.#content.get(row) ?? '',
      ...(channel !== undefined && { channel }),
      ...(properties !== undefined && { properties }),
      createdAtMs: this.#createdAtMs.get(row),
      expiresAtMs: this.#expiresAtMs.get(row),
    };
  }

  /** Rows in use, in no order. */
  *rows(): Generator<Row, void, undefined> {
    for (let row = 0; row < this.#rowsUsed; row += 1) if (this.copies(row) > 0) yield row;
  }

  /** For `copies` groups: the row is free when each of them has released it. */
  add(message: StoredMessage, copies: number): Row {
    const { sequence, content, channel, properties, createdAtMs, expiresAtMs } = message;
    const row = this.#takeRow();
    this.#sequence.set(row, sequence);
    this.#content.set(row, content);
    this.#channel.set(row, channel === undefined ? undefined : this.#channels.take(channel));
    this.#properties.set(row, properties);
    this.#createdAtMs.set(row, createdAtMs);
    this.#expiresAtMs.set(row, expiresAtMs);
    this.#sizeBytes.set(row, Buffer.byteLength(content));
    this.#copies.set(row, copies);
    this.#rows.add(row);
    this.#expiries.push(row);
    return row;
  }

  /** A group has no copy any more. */
  release(row: Row): void {
    const copies = this.#copies.get(row) - 1;
    this.#copies.set(row, copies);
    if (copies === 0) this.#free(row);
  }

  #free(row: Row): void {
    const channel = this.#channel.get(row);
    if (channel !== undefined) this.#channels.giveBack(channel);
    this.#expiries.remove(row);
    this.#rows.delete(this.#sequence.get(row));
    for (const column of [this.#content, this.#channel, this.#properties]) column.set(row, undefined);
    this.#link.set(row, this.#firstFree);
    this.#firstFree = row;
  }

  #takeRow(): Row {
    const row = this.#firstFree;
    if (row === NO_ROW) return this.#rowsUsed++;
    this.#firstFree = this.#link.get(row);
    this.#link.set(row, 0);
    return row;
  }
}
