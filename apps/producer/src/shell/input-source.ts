import { createReadStream } from 'node:fs';
import { codeOf } from './system-error.js';
import { UsageError } from './usage-error.js';

export const STANDARD_INPUT = '-';

/** The bytes of a file, or of standard input for `-`. Fails with a `UsageError` that names the path. */
export const openInput = (path: string, stdin: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> =>
  path === STANDARD_INPUT ? stdin : readFile(path);

async function* readFile(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path);
  } catch (thrown) {
    throw new UsageError(reasonOf(path, thrown));
  }
}

const reasonOf = (path: string, thrown: unknown): string => {
  const code = codeOf(thrown);
  switch (code) {
    case 'ENOENT':
      return `There is no file ${path}. Check the path, or give - to read standard input.`;
    case 'EACCES':
    case 'EPERM':
      return `${path} may not be read by this user. Change its permissions, or give - and pipe the lines in.`;
    case 'EISDIR':
      return `${path} is a directory. Name one NDJSON file.`;
    default:
      return `${path} cannot be read (${code}). Check the path, or give - to read standard input.`;
  }
};
