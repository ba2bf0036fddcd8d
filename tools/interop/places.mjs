import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** This project's folder. */
export const HERE = fileURLToPath(new URL('.', import.meta.url));

export const WORKSPACE = join(HERE, '..', '..');

/** Kept between runs, ignored by git: the Python environment and what the other languages build. */
export const CACHE = join(HERE, '.cache');

/** What each SDK could do at the last `--write-docs`. */
export const RESULTS_FILE = join(HERE, 'results.json');

/** Pages with the table of results, or with examples from here. */
export const DOCS_PAGES = ['sdks.md', 'containers.md'].map((name) =>
  join(WORKSPACE, 'docs', 'emulator', name),
);
