import { existsSync, linkSync, rmSync, writeFileSync } from 'node:fs';

/** For secrets. */
export const OWNER_ONLY = 0o600;

/** Whole or not at all, and never over the file of another process that was faster: everybody then reads that one. */
export const createOnce = (file: string, text: string): void => {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode: OWNER_ONLY });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
};
