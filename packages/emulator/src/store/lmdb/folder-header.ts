import { closeSync, fsyncSync, openSync, readFileSync, readdirSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError, damaged } from '../store-error.js';
import { LOCK_FILE, LOCK_TABLE } from './folder-lock.js';

const HEADER_FILE = 'snoozeq-store.json';
const NEXT_HEADER_FILE = `${HEADER_FILE}.next`;
const PRODUCT = 'snoozeq emulator';
/** Raised when an older emulator could not read what a newer one writes. */
const FORMAT = 1;
const OWNER_ONLY = 0o600;

/** What a folder says about itself. */
export interface FolderHeader {
  readonly product: string;
  readonly format: number;
  /** Also in the state file: both belong together. */
  readonly id: string;
  /** false: a first start was interrupted, so nothing was acknowledged yet. */
  readonly isComplete: boolean;
}

/** undefined: a folder that may be made a data folder, since nothing is in it. @throws StoreError for all that is not ours */
export const readHeader = (folder: string): FolderHeader | undefined => {
  const names = readdirSync(folder);
  if (names.includes(HEADER_FILE)) return checked(folder, readFileSync(join(folder, HEADER_FILE), 'utf8'));
  const foreign = names.filter((name) => ![LOCK_FILE, LOCK_TABLE, NEXT_HEADER_FILE].includes(name));
  if (foreign.length === 0) return undefined;
  throw new StoreError(
    'foreign',
    `The folder ${folder} is not empty and has no ${HEADER_FILE}: it is no data folder of the emulator. Nothing was changed. Use an empty folder, or one that does not exist yet.`,
  );
};

/** Replaces the header as a whole, on disk when it returns. */
export const writeHeader = (folder: string, id: string, isComplete: boolean): void => {
  const header: FolderHeader = { product: PRODUCT, format: FORMAT, id, isComplete };
  const next = join(folder, NEXT_HEADER_FILE);
  const descriptor = openSync(next, 'w', OWNER_ONLY);
  writeSync(descriptor, `${JSON.stringify(header)}\n`);
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(next, join(folder, HEADER_FILE));
  syncFolder(folder);
};

/** A name that a folder was given survives a power failure only so. Windows has no such call. */
const syncFolder = (folder: string): void => {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
};

const checked = (folder: string, text: string): FolderHeader => {
  const header = parsed(text);
  if (header === undefined) throw damaged(folder, `${HEADER_FILE} cannot be read`);
  if (header.product !== PRODUCT) {
    throw new StoreError(
      'foreign',
      `The folder ${folder} belongs to another program. Use another --data folder.`,
    );
  }
  if (header.format !== FORMAT) {
    throw new StoreError(
      'unknown-version',
      `The data folder ${folder} has format ${header.format}, this emulator knows ${FORMAT}. Start it with the version that made it, or use another --data folder.`,
    );
  }
  return header;
};

const parsed = (text: string): FolderHeader | undefined => {
  try {
    const value = JSON.parse(text) as Partial<FolderHeader> | null;
    const { product, format, id, isComplete } = value ?? {};
    const isHeader = typeof product === 'string' && typeof format === 'number';
    if (!isHeader) return undefined;
    return { product, format, id: String(id), isComplete: isComplete === true };
  } catch {
    return undefined;
  }
};
