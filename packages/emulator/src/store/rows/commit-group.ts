import type { KeyRange } from './keys.js';
import type { RowFile, RowWriter } from './row-file.js';

export interface CommitGroupOptions {
  readonly file: RowFile;
  /** Written at the end of every commit. */
  readonly closing: (rows: RowWriter) => void;
  /** A commit failed: asked once for the error that waiters are told. Nothing is written any more. */
  readonly failed: (cause: unknown) => Error;
}

interface Batch {
  readonly writes: ((rows: RowWriter) => void)[];
  readonly latest: Map<string, Buffer | undefined>;
  readonly done: Promise<void>;
  readonly settle: (error?: Error) => void;
}

/**
 * Changes of all requests that one turn of the event loop serves go to disk in one commit. A commit blocks the loop: what arrives
 * meanwhile is served in one turn, and so makes up the next commit. The slower the disk, the larger the commits.
 */
export class CommitGroup implements RowWriter {
  #open: Batch | undefined;
  #failed: { readonly error: Error; readonly rejection: Promise<void> } | undefined;

  constructor(private readonly options: CommitGroupOptions) {}

  get failure(): Error | undefined {
    return this.#failed?.error;
  }

  write(key: Buffer, value?: Buffer): void {
    const { writes, latest } = this.#obtain();
    writes.push((rows) => rows.write(key, value));
    latest.set(key.toString('latin1'), value);
  }

  /** Until the next commit, `get` still shows rows of the range that are on disk. */
  clear(range: KeyRange): void {
    this.#obtain().writes.push((rows) => rows.clear(range));
  }

  /** What will be under a key once everything recorded is on disk. */
  get(key: Buffer): Buffer | undefined {
    const name = key.toString('latin1');
    return this.#open?.latest.has(name) ? this.#open.latest.get(name) : this.options.file.get(key);
  }

  /** Commits what is recorded and, in the same commit, what `write` writes: for more than should be held in memory. */
  commitWith(write: (rows: RowWriter) => void): void {
    this.#obtain().writes.push(write);
    this.flush();
  }

  /** Resolves when everything recorded so far is on disk, rejects when it never will be; undefined: it is already. */
  settled(): Promise<void> | undefined {
    return this.#failed?.rejection ?? this.#open?.done;
  }

  /** Commits at once what is recorded. */
  flush(): void {
    const batch = this.#open;
    this.#open = undefined;
    if (batch === undefined || this.#failed) return;
    try {
      this.options.file.commit((rows) => {
        for (const write of batch.writes) write(rows);
        this.options.closing(rows);
      });
      batch.settle();
    } catch (cause) {
      const error = this.options.failed(cause);
      this.#failed = { error, rejection: batch.done };
      batch.settle(error);
    }
  }

  #obtain(): Batch {
    if (this.#open) return this.#open;
    this.#open = openBatch();
    setImmediate(() => this.flush());
    return this.#open;
  }
}

const openBatch = (): Batch => {
  let settle: Batch['settle'] = () => undefined;
  const done = new Promise<void>((resolve, reject) => {
    settle = (error) => (error ? reject(error) : resolve());
  });
  // Nobody need wait for what time alone changed; who waits still hears of the failure.
  done.catch(() => undefined);
  return { writes: [], latest: new Map(), done, settle };
};
