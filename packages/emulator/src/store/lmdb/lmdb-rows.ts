import { open, type RootDatabase } from 'lmdb';
import type { KeyRange } from '../rows/keys.js';
import type { Row, RowChange, RowFile, RowWrite, RowWriter } from '../rows/row-file.js';

export const LMDB_OPTIONS = {
  noSubdir: true,
  encoding: 'binary',
  keyEncoding: 'binary',
  maxDbs: 1,
  // Else a commit counts as done before it is on disk.
  overlappingSync: false,
  // Else a commit that fails rejects a promise of the library's own, which nobody can handle.
  eventTurnBatching: false,
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

  /** Written and synced by a thread of LMDB. */
  async commit(changes: readonly RowChange[]): Promise<void> {
    const writes = this.#withoutRanges(changes);
    try {
      await this.#db.batch(() => writes.forEach(({ key, value }) => this.#write(key, value)));
    } catch (error) {
      throw await causeOf(error);
    }
  }

  commitNow(write: (rows: RowWriter) => void): void {
    this.#db.transactionSync(() =>
      write({ write: (key, value) => this.#write(key, value), clear: (range) => this.#clear(range) }),
    );
  }

  close(): Promise<void> {
    return this.#db.close();
  }

  /** A batch cannot look for keys: the ranges are taken apart before, into those on disk and those that come earlier in the batch. */
  #withoutRanges(changes: readonly RowChange[]): readonly RowWrite[] {
    const writes: RowWrite[] = [];
    for (const change of changes) {
      if ('key' in change) writes.push(change);
      else {
        const earlier = writes.filter(({ key }) => isIn(key, change));
        const onDisk = this.#db.getKeys({ start: change.from, end: change.to });
        for (const key of [...earlier.map((write) => write.key), ...onDisk]) writes.push({ key });
      }
    }
    return writes;
  }

  /** Inside of a batch or a transaction the promise of a single write means nothing. */
  #write(key: Buffer, value: Buffer | undefined): void {
    void (value === undefined ? this.#db.remove(key) : this.#db.put(key, value));
  }

  #clear({ from, to }: KeyRange): void {
    for (let keys = this.#firstKeys(from, to); keys.length > 0; keys = this.#firstKeys(from, to)) {
      for (const key of keys) this.#write(key, undefined);
    }
  }

  /** Copied: an iteration does not survive a removal. */
  #firstKeys(start: Buffer, end: Buffer): readonly Buffer[] {
    return [...this.#db.getKeys({ start, end, limit: CLEARED_AT_ONCE })];
  }
}

const isIn = (key: Buffer, { from, to }: KeyRange): boolean => from.compare(key) <= 0 && key.compare(to) < 0;

/** The library tells what the disk answered by the rejection of another promise. */
const causeOf = async (error: unknown): Promise<unknown> => {
  try {
    await (error as { readonly commitError?: Promise<unknown> }).commitError;
    return error;
  } catch (cause) {
    return cause;
  }
};
