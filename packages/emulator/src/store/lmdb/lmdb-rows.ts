import { open, type RootDatabase } from 'lmdb';
import type { KeyRange } from '../rows/keys.js';
import type { Row, RowFile, RowWriter } from '../rows/row-file.js';

export const LMDB_OPTIONS = {
  noSubdir: true,
  encoding: 'binary',
  keyEncoding: 'binary',
  maxDbs: 1,
  // Else a call returns before what it wrote is on disk.
  overlappingSync: false,
} as const;

const CLEARED_AT_ONCE = 10_000;

/** Rows in a file of LMDB, which has to be checked before: LMDB ends the process when it meets a damaged one. */
export class LmdbRows implements RowFile {
  readonly #db: RootDatabase<Buffer, Buffer>;

  constructor(file: string) {
    this.#db = open<Buffer, Buffer>(file, LMDB_OPTIONS);
  }

  get(key: Buffer): Buffer | undefined {
    return this.#db.getBinary(key);
  }

  range({ from, to }: KeyRange): Iterable<Row> {
    return this.#db.getRange({ start: from, end: to });
  }

  commit(write: (rows: RowWriter) => void): void {
    this.#db.transactionSync(() => write(this.#writer));
  }

  close(): Promise<void> {
    return this.#db.close();
  }

  // Inside of a synchronous transaction these act at once, and their promises mean nothing.
  readonly #writer: RowWriter = {
    write: (key, value) => void (value === undefined ? this.#db.remove(key) : this.#db.put(key, value)),
    clear: ({ from, to }) => {
      for (let keys = this.#firstKeys(from, to); keys.length > 0; keys = this.#firstKeys(from, to)) {
        for (const key of keys) void this.#db.remove(key);
      }
    },
  };

  /** Copied: an iteration does not survive a removal. */
  #firstKeys(start: Buffer, end: Buffer): readonly Buffer[] {
    return [...this.#db.getKeys({ start, end, limit: CLEARED_AT_ONCE })];
  }
}
