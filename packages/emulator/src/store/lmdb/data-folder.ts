import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { storeKey } from '../rows/keys.js';
import { sealed, unsealed } from '../rows/sealed.js';
import type { RowFile } from '../rows/row-file.js';
import { StoreError, damaged } from '../store-error.js';
import { readHeader, writeHeader } from './folder-header.js';
import { FolderLock } from './folder-lock.js';
import { LmdbRows } from './lmdb-rows.js';
import { damageOf } from './page-check.js';

const STATE_FILE = 'state.mdb';
const ID_KEY = storeKey('id');

/**
 * The rows of a folder, which is made when it is missing or empty. Other emulators are kept out until they are closed.
 * @throws StoreError that says what to do
 */
export const openDataFolder = async (folder: string): Promise<RowFile> => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    readHeader(folder);
    const lock = await FolderLock.take(folder);
    return await openLocked(folder, lock).catch(async (error: unknown) => {
      await lock.release();
      throw error;
    });
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const cause = error instanceof Error ? error.message : String(error);
    throw new StoreError(
      'unusable',
      `The data folder ${folder} cannot be used: ${cause}. Make it readable and writable, or start with another --data folder.`,
      { cause: error },
    );
  }
};

const openLocked = async (folder: string, lock: FolderLock): Promise<RowFile> => {
  // Read again: until the lock was taken, another emulator may have made the folder.
  const header = readHeader(folder);
  const rows = header?.isComplete ? await openComplete(folder, header.id) : create(folder);
  return {
    get: (key) => rows.get(key),
    range: (range) => rows.range(range),
    commit: (changes) => rows.commit(changes),
    commitNow: (write) => rows.commitNow(write),
    close: async () => {
      await rows.close();
      await lock.release();
    },
  };
};

const create = (folder: string): RowFile => {
  const id = randomUUID();
  writeHeader(folder, id, false);
  // What an interrupted first start left was never acknowledged.
  for (const name of [STATE_FILE, `${STATE_FILE}-lock`]) rmSync(join(folder, name), { force: true });
  const rows = new LmdbRows(join(folder, STATE_FILE));
  rows.commitNow((writer) => writer.write(ID_KEY, sealed(ID_KEY, Buffer.from(id))));
  writeHeader(folder, id, true);
  return rows;
};

const openComplete = async (folder: string, id: string): Promise<RowFile> => {
  const file = join(folder, STATE_FILE);
  if (!existsSync(file)) throw damaged(folder, `${STATE_FILE} is missing`);
  const damage = damageOf(file);
  if (damage !== undefined) throw damaged(folder, `${STATE_FILE}: ${damage}`);
  const rows = new LmdbRows(file);
  const value = rows.get(ID_KEY);
  if (value !== undefined && unsealed(ID_KEY, value)?.toString() === id) return rows;
  await rows.close();
  throw damaged(folder, `${STATE_FILE} is that of another folder`);
};
