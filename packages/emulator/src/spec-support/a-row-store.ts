import type { RowFile } from '../store/rows/row-file.js';
import { RowStore, type RowStoreOptions } from '../store/row-store.js';

/** A store on these rows, whose clock stands still at 1 000. */
export const aRowStore = (file: RowFile, options: Partial<RowStoreOptions> = {}): RowStore =>
  new RowStore({
    file,
    clock: () => ({ nowMs: 1_000, realMs: 2_000, rate: 1, isFrozen: false, isSkipping: false }),
    failed: (cause) => cause as Error,
    refuse: (what) => new Error(what),
    ...options,
  });
