import type { ClockState } from '../clock/clock-state.js';
import type { EmulatorStore } from './contract.js';
import { RowStore } from './row-store.js';
import { StoreError, damaged } from './store-error.js';

export interface OpenStoreOptions {
  /** Made when it is missing. */
  readonly folder: string;
  readonly clock: () => ClockState;
  /** Told once, when a commit did not reach the disk. From then on nothing is kept, and `settled` rejects with the same error. */
  readonly onFailure: (error: StoreError) => void;
}

/** Opens the state in a folder. @throws StoreError that says what to do */
export const openStore = async ({ folder, clock, onFailure }: OpenStoreOptions): Promise<EmulatorStore> => {
  // It loads a native library, which a start without a folder need not wait for.
  const { openDataFolder } = await import('./lmdb/data-folder.js');
  const file = await openDataFolder(folder);
  const failed = (cause: unknown): StoreError => {
    const error = writeFailed(folder, cause);
    onFailure(error);
    return error;
  };
  try {
    return new RowStore({ file, clock, failed, refuse: (what) => damaged(folder, what) });
  } catch (error) {
    await file.close();
    throw error;
  }
};

const writeFailed = (folder: string, cause: unknown): StoreError => {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const text = `The data folder ${folder} could not be written (${reason}): the disk may be full. What was acknowledged is safe, nothing more is accepted. Make room and start the emulator again.`;
  return new StoreError('write-failed', text, { cause });
};
