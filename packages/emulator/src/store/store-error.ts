/** Why a data folder cannot be used, or no longer; the text names the folder and what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';

  constructor(
    /**
     * `in-use`: by another emulator. `foreign`: not a folder of the emulator's. `damaged`: one, but not as it was left.
     * `unknown-version`: made by another version. `unusable`: the system refuses. `write-failed`: a commit did not reach the disk.
     */
    readonly code: 'in-use' | 'foreign' | 'damaged' | 'unknown-version' | 'unusable' | 'write-failed',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A copy of the folder is never made, and nothing in it is ever replaced, so the remedy is always the owner's. */
export const damaged = (folder: string, what: string, options?: ErrorOptions): StoreError =>
  new StoreError(
    'damaged',
    `The data folder ${folder} is damaged: ${what}. Nothing was changed. Restore it from a copy, or start with another --data folder.`,
    options,
  );
