import type { KeyRange } from '../store/rows/keys.js';
import type { Row, RowChange, RowFile, RowWriter } from '../store/rows/row-file.js';

/** Rows in memory that outlive the store on top of them, as a file does. */
export class MemoryRows implements RowFile {
  #rows = new Map<string, Row>();
  commits = 0;
  /** Answered to the next commits. */
  failure: Error | undefined;
  /** The next commits take effect when it has resolved. */
  delay: Promise<void> = Promise.resolve();

  get(key: Buffer): Buffer | undefined {
    return this.#rows.get(name(key))?.value;
  }

  range({ from, to }: KeyRange): readonly Row[] {
    return [...this.#rows.values()]
      .filter(({ key }) => from.compare(key) <= 0 && key.compare(to) < 0)
      .sort((a, b) => a.key.compare(b.key));
  }

  async commit(changes: readonly RowChange[]): Promise<void> {
    await this.delay;
    this.commitNow((rows) => {
      for (const change of changes) {
        if ('key' in change) rows.write(change.key, change.value);
        else rows.clear(change);
      }
    });
  }

  commitNow(write: (rows: RowWriter) => void): void {
    const next = new Map(this.#rows);
    write({
      write: (key, value) => {
        if (value === undefined) next.delete(name(key));
        else next.set(name(key), { key, value });
      },
      clear: ({ from, to }) => {
        for (const { key } of next.values()) {
          if (from.compare(key) <= 0 && key.compare(to) < 0) next.delete(name(key));
        }
      },
    });
    this.commits += 1;
    if (this.failure) throw this.failure;
    this.#rows = next;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const name = (key: Buffer): string => key.toString('latin1');
