import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const fromHere = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The programs that a run starts, as they were built, and what it reads. */
export const PROGRAMS = {
  emulator: fromHere('../../../packages/emulator/dist/main.js'),
  producer: fromHere('../../producer/dist/main.js'),
  consumer: fromHere('../../consumer/dist/main.js'),
} as const;

export const BUNDLED_SAMPLE = fromHere('../samples/reminders.ndjson');

const RUNS = fromHere('../../../.snoozeq');
const PREFIX = 'run-';
/** Runs kept before the new one. */
const KEPT = 4;

/** A new folder for the records of one run, beside those of the last few. */
export const newRunFolder = (): string => {
  mkdirSync(RUNS, { recursive: true });
  const age = (name: string): number => statSync(join(RUNS, name)).mtimeMs;
  const earlier = readdirSync(RUNS)
    .filter((name) => name.startsWith(PREFIX))
    .sort((one, other) => age(other) - age(one));
  for (const name of earlier.slice(KEPT)) rmSync(join(RUNS, name), { recursive: true, force: true });
  return mkdtempSync(join(RUNS, PREFIX));
};
