import { createHash } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpochMs } from '../contracts/time.js';
import { formatRecord, parseRecord, type FenceRecord } from './fence-record.js';

/** Three hexadecimal digits: with a million marks a folder has some 250 files. */
const FOLDER_DIGITS = 3;
const TEMPORARY = '.tmp';

/** A record and the number of the file that has it. */
export interface Generation {
  readonly number: number;
  readonly record: FenceRecord | 'unreadable';
}

/**
 * Records of identities as files `<hash of the id>.<generation>`, in 4096 folders. Each file appears and changes as a whole, and one
 * generation is created once: by link, which fails when the name is taken.
 */
export class FenceRecords {
  readonly #root: string;
  #written = 0;
  #swept = 0;

  constructor(root: string) {
    this.#root = root;
  }

  /** Every generation of this identity that is on disk. */
  async generations(id: string): Promise<readonly Generation[]> {
    const { folder, stem } = this.#place(id);
    const names = await namesIn(folder);
    const found = names
      .filter((name) => name.startsWith(stem))
      .map((name) => Number(name.slice(stem.length)));
    const read = await Promise.all(
      found.map(async (number) => ({ number, record: await readRecord(join(folder, `${stem}${number}`)) })),
    );
    return read.flatMap(({ number, record }) => (record === undefined ? [] : [{ number, record }]));
  }

  /** False when somebody else has created this generation. */
  async create(id: string, generation: number, record: FenceRecord): Promise<boolean> {
    const { folder, stem } = this.#place(id);
    const temporary = await this.#write(folder, record);
    try {
      await link(temporary, join(folder, `${stem}${generation}`));
      await persist(folder, record);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    } finally {
      await unlink(temporary);
    }
  }

  /** Only for whoever has created this generation, or finds it unreadable. */
  async replace(id: string, generation: number, record: FenceRecord): Promise<void> {
    const { folder, stem } = this.#place(id);
    await rename(await this.#write(folder, record), join(folder, `${stem}${generation}`));
    await persist(folder, record);
  }

  /** Looks at `count` files beside those of `id`, others each time, and removes what has ended before `endedMs`. */
  async sweep(id: string, endedMs: EpochMs, count: number): Promise<void> {
    const { folder, stem } = this.#place(id);
    const names = (await namesIn(folder)).filter((name) => !name.startsWith(stem));
    for (let looked = 0; looked < Math.min(count, names.length); looked += 1) {
      this.#swept += 1;
      const name = names[this.#swept % names.length] as string;
      const path = join(folder, name);
      // What a crash has left behind says in its name how long it could have mattered.
      const untilMs = name.endsWith(TEMPORARY) ? Number.parseFloat(name) : endOf(await readRecord(path));
      if (untilMs < endedMs) await unlink(path).catch(unlessMissing);
    }
  }

  /** A file of its own name. What it says is on disk before its name can be taken over by another one. */
  async #write(folder: string, record: FenceRecord): Promise<string> {
    this.#written += 1;
    const name = `${record.untilMs}-${record.token}-${this.#written}${TEMPORARY}`;
    const file = await open(join(folder, name), 'wx').catch(async (error: unknown) => {
      unlessMissing(error);
      await mkdir(folder, { recursive: true });
      await sync(this.#root);
      return open(join(folder, name), 'wx');
    });
    try {
      await file.writeFile(formatRecord(record));
      if (isDurable(record)) await file.sync();
    } finally {
      await file.close();
    }
    return join(folder, name);
  }

  #place(id: string): { folder: string; stem: string } {
    const hash = createHash('sha256').update(id).digest('hex');
    return { folder: join(this.#root, hash.slice(0, FOLDER_DIGITS)), stem: `${hash.slice(FOLDER_DIGITS)}.` };
  }
}

/** A claim that a power cut erases is a claim that has lapsed; a mark must stay. */
const isDurable = ({ state }: FenceRecord): boolean => state === 'done';

const persist = async (folder: string, record: FenceRecord): Promise<void> => {
  if (isDurable(record)) await sync(folder);
};

const sync = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const namesIn = (folder: string): Promise<readonly string[]> =>
  readdir(folder).catch((error: unknown) => {
    unlessMissing(error);
    return [];
  });

const readRecord = async (path: string): Promise<FenceRecord | 'unreadable' | undefined> => {
  const text = await readFile(path, 'utf8').catch(unlessMissing);
  return text === undefined ? undefined : parseRecord(text);
};

/** What cannot be read does not end by itself: it is put right when its identity is claimed. */
const endOf = (record: FenceRecord | 'unreadable' | undefined): EpochMs =>
  record === undefined || record === 'unreadable' ? Number.POSITIVE_INFINITY : record.untilMs;

/** By shape: an error of the file system may come from another realm. */
const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

const unlessMissing = (error: unknown): undefined => {
  if (codeOf(error) !== 'ENOENT') throw error;
  return undefined;
};
