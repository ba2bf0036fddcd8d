import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import { StoreError, damaged } from '../store-error.js';
import { LMDB_OPTIONS } from './lmdb-rows.js';
import { damageOf } from './page-check.js';

export const LOCK_FILE = 'lock.mdb';
/** Where LMDB keeps its table of readers. */
export const LOCK_TABLE = `${LOCK_FILE}-lock`;

const heldHere = new Set<string>();

/**
 * Keeps other emulators out of a folder. The lock is a row in LMDB's table of readers, of a file that has no other use: such a row
 * counts only while its process holds a lock of the operating system, so it ends with the process, however that ends, and another
 * process that gets the same number does not inherit it. Of two that start at the same moment, both may be refused, never none.
 */
export class FolderLock {
  private constructor(
    private readonly place: string,
    private readonly db: RootDatabase,
  ) {}

  /** The folder must exist. @throws StoreError `in-use` */
  static async take(folder: string): Promise<FolderLock> {
    const place = realpathSync(folder);
    if (heldHere.has(place)) throw inUse(folder, 'this process');
    const db = openTable(folder);
    heldHere.add(place);
    const lock = new FolderLock(place, db);
    const others = lock.#others();
    if (others.length === 0) return lock;
    await lock.release();
    throw inUse(folder, `process ${others.join(', ')}`);
  }

  async release(): Promise<void> {
    await this.db.close();
    heldHere.delete(this.place);
  }

  /** Ids of the processes that hold the folder, too. */
  #others(): readonly number[] {
    try {
      // Never ended: its row in the table is the lock.
      const transaction = this.db.useReadTransaction();
      this.db.doesExist(Buffer.of(1), undefined, { transaction });
      this.db.readerCheck();
    } catch {
      // The operating system knows a lock under this process's own number: that of a process in another container.
      return [process.pid];
    }
    const [, ...rows] = this.db.readerList().split('\n');
    const pids = rows.flatMap((row) => /^\s*(\d+)\s/.exec(row)?.[1] ?? []).map(Number);
    return pids.filter((pid) => pid !== process.pid);
  }
}

const openTable = (folder: string): RootDatabase => {
  const file = join(folder, LOCK_FILE);
  const isWritten = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
  const damage = isWritten ? damageOf(file) : undefined;
  if (damage !== undefined) throw damaged(folder, `${LOCK_FILE}: ${damage}`);
  return open(file, LMDB_OPTIONS);
};

const inUse = (folder: string, by: string): StoreError =>
  new StoreError(
    'in-use',
    `The data folder ${folder} is in use by ${by}. Stop that emulator, or start with another --data folder.`,
  );
