import { appendFile, mkdir, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpochMs } from '../contracts/time.js';

export interface JournalSegmentsOptions {
  readonly folder: string;
  /** Of all segments together. */
  readonly maxBytes: number;
  /** Part of the name of every segment of this writer, and of no other one. */
  readonly writer: string;
}

/** The whole is cut into this many segments, so that forgetting the oldest forgets a sixteenth. */
const SEGMENTS = 16;
/** Every start of a process begins a segment, however small. */
const MAX_FILES = 1_000;
const ENDING = '.ndjson';

/**
 * Text files `<instant>-<writer>-<number>.ndjson`, each written by one process and never again after it has ended: what a crash has torn
 * stays at the end of its file, and no two processes ever write into one. Whoever begins one removes the oldest beyond `maxBytes`; what
 * others are writing may add their share.
 */
export class JournalSegments {
  readonly #options: JournalSegmentsOptions;
  #current: { readonly path: string; bytes: number } | undefined;
  #begun = 0;

  constructor(options: JournalSegmentsOptions) {
    this.#options = options;
  }

  /** Appends whole lines. After a failure the next call begins a new segment, because this one may end within a line. */
  async append(text: string, nowMs: EpochMs): Promise<void> {
    const bytes = Buffer.byteLength(text);
    if (this.#current && this.#current.bytes + bytes > this.#options.maxBytes / SEGMENTS)
      this.#current = undefined;
    const segment = (this.#current ??= await this.#begin(nowMs, bytes));
    try {
      await appendFile(segment.path, text);
      segment.bytes += bytes;
    } catch (error) {
      this.#current = undefined;
      throw error;
    }
  }

  /** The texts of all segments, the oldest first. */
  async *texts(): AsyncGenerator<string> {
    for (const name of await this.#names()) {
      // Another process may have removed it meanwhile.
      const text = await readFile(join(this.#options.folder, name), 'utf8').catch(unlessMissing);
      if (text !== undefined) yield text;
    }
  }

  async #begin(nowMs: EpochMs, bytes: number): Promise<{ path: string; bytes: number }> {
    const { folder, writer, maxBytes } = this.#options;
    await mkdir(folder, { recursive: true });
    await this.#makeRoom(Math.max(bytes, maxBytes / SEGMENTS));
    this.#begun += 1;
    const instant = String(Math.max(0, Math.floor(nowMs))).padStart(16, '0');
    return { path: join(folder, `${instant}-${writer}-${this.#begun}${ENDING}`), bytes: 0 };
  }

  /** Removes what was written to longest ago: a process that has little to say keeps one segment for long. */
  async #makeRoom(bytes: number): Promise<void> {
    const paths = (await this.#names()).map((name) => join(this.#options.folder, name));
    const found = await Promise.all(
      paths.map(async (path) => ({ path, ...(await stat(path).catch(unlessMissing)) })),
    );
    const newestFirst = found.toReversed().sort((one, other) => (other.mtimeMs ?? 0) - (one.mtimeMs ?? 0));
    let [total, files] = [bytes, 1];
    for (const { path, size = 0 } of newestFirst) {
      total += size;
      files += 1;
      if (total > this.#options.maxBytes || files > MAX_FILES) await unlink(path).catch(unlessMissing);
    }
  }

  async #names(): Promise<readonly string[]> {
    const names = (await readdir(this.#options.folder).catch(unlessMissing)) ?? [];
    return names.filter((name) => name.endsWith(ENDING)).sort();
  }
}

/** By shape: an error of the file system may come from another realm. */
const unlessMissing = (error: unknown): undefined => {
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT')
    return undefined;
  throw error;
};
