import type { KeyRange } from './keys.js';

export interface Row {
  readonly key: Buffer;
  readonly value: Buffer;
}

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
  /** Calls `write` once, and keeps all that it writes, or nothing: on disk when this returns. @throws what the disk answered */
  commit(write: (rows: RowWriter) => void): void;
  close(): Promise<void>;
}
