import type { KeyRange } from './keys.js';

export interface Row {
  readonly key: Buffer;
  readonly value: Buffer;
}

/** A value absent: the row is removed. */
export interface RowWrite {
  readonly key: Buffer;
  readonly value?: Buffer | undefined;
}

/** A range: all rows of it are removed. */
export type RowChange = RowWrite | KeyRange;

export interface RowWriter {
  /** A value absent: the row is removed. */
  write(key: Buffer, value?: Buffer): void;
  clear(range: KeyRange): void;
}

/** Rows ordered by the bytes of their keys. */
export interface RowFile {
  /** What the last commit left under a key. */
  get(key: Buffer): Buffer | undefined;
  /** In order; to be read before the next commit. */
  range(range: KeyRange): Iterable<Row>;
  /** Applies all changes in their order, or none. Resolves when they are on disk; rejects with what the disk answered. One at a time. */
  commit(changes: readonly RowChange[]): Promise<void>;
  /** As `commit`, for what should not be held in memory: calls `write` once, and blocks until all is on disk. */
  commitNow(write: (rows: RowWriter) => void): void;
  close(): Promise<void>;
}
