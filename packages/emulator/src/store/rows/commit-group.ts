import type { KeyRange } from './keys.js';
import type { RowChange, RowFile, RowWrite, RowWriter } from './row-file.js';

export interface CommitGroupOptions {
  readonly file: RowFile;
  /** Written at the end of every commit. */
  readonly closing: () => RowWrite;
  /** A commit failed: asked once for the error that waiters are told. Nothing is written any more. */
  readonly failed: (cause: unknown) => Error;
}

interface Batch {
  readonly changes: RowChange[];
  readonly latest: Map<string, Buffer | undefined>;
  readonly done: Promise<void>;
  readonly settle: (error?: Error) => void;
}

/**
 * Changes of all requests that one turn of the event loop serves go to disk in one commit, and so do all that come while a commit
 * is under way: the slower the disk, the larger the commits.
 */
export class CommitGroup implements RowWriter {
  /** What is recorded and not begun. */
  #open: Batch | undefined;
  #underWay: Batch | undefined;
  #failed: { readonly error: Error; readonly rejection: Promise<void> } | undefined;

  constructor(private readonly options: CommitGroupOptions) {}

  get failure(): Error | undefined {
    return this.#failed?.error;
  }

  write(key: Buffer, value?: Buffer): void {
    if (this.#failed) return;
    const { changes, latest } = this.#obtain();
    changes.push({ key, value });
    latest.set(nameOf(key), value);
  }

  /** Makes a commit although nothing is recorded: what closes it has changed. */
  touch(): void {
    if (!this.#failed) this.#obtain();
  }

  /** Until the next commit, `get` still shows rows of the range that are on disk. */
  clear(range: KeyRange): void {
    if (!this.#failed) this.#obtain().changes.push(range);
  }

  /** What will be under a key once everything recorded is on disk. */
  get(key: Buffer): Buffer | undefined {
    const name = nameOf(key);
    const batch = [this.#open, this.#underWay].find((each) => each?.latest.has(name));
    return batch ? batch.latest.get(name) : this.options.file.get(key);
  }

  /** Resolves when everything recorded so far is on disk, rejects when it never will be; undefined: it is already. */
  settled(): Promise<void> | undefined {
    return this.#failed?.rejection ?? this.#open?.done ?? this.#underWay?.done;
  }

  /** Commits what is recorded and, in the same commit, what `write` writes, and blocks until it is on disk. */
  commitNow(write: (rows: RowWriter) => void = () => undefined): void {
    if (this.#failed) return;
    const batch = this.#obtain();
    this.#open = undefined;
    try {
      this.options.file.commitNow((rows) => {
        for (const change of batch.changes) apply(change, rows);
        write(rows);
        apply(this.options.closing(), rows);
      });
      batch.settle();
    } catch (cause) {
      this.#fail(batch, cause);
    }
  }

  #obtain(): Batch {
    if (this.#open) return this.#open;
    this.#open = openBatch();
    if (this.#underWay === undefined) setImmediate(() => void this.#commitAll());
    return this.#open;
  }

  async #commitAll(): Promise<void> {
    while (this.#open && !this.#underWay && !this.#failed) {
      const batch = this.#open;
      this.#open = undefined;
      this.#underWay = batch;
      await this.#commit(batch);
    }
  }

  async #commit(batch: Batch): Promise<void> {
    try {
      await this.options.file.commit([...batch.changes, this.options.closing()]);
      this.#underWay = undefined;
      batch.settle();
    } catch (cause) {
      this.#fail(batch, cause);
    }
  }

  #fail(batch: Batch, cause: unknown): void {
    const error = this.#failed?.error ?? this.options.failed(cause);
    this.#failed ??= { error, rejection: batch.done };
    batch.settle(error);
    this.#open?.settle(error);
  }
}

const nameOf = (key: Buffer): string => key.toString('latin1');

const apply = (change: RowChange, rows: RowWriter): void => {
  if ('key' in change) rows.write(change.key, change.value);
  else rows.clear(change);
};

const openBatch = (): Batch => {
  let settle: Batch['settle'] = () => undefined;
  const done = new Promise<void>((resolve, reject) => {
    settle = (error) => (error ? reject(error) : resolve());
  });
  // Nobody need wait for what time alone changed; who waits still hears of the failure.
  done.catch(() => undefined);
  return { changes: [], latest: new Map(), done, settle };
};
