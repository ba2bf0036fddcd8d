import { readFileSync } from 'node:fs';

/** @param what the file should hold, for the error. @throws Error that names the file, when it cannot be read or is not JSON */
export const readJsonFile = (file: string, what: string): unknown => {
  const text = contentOf(file, what);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
};

const contentOf = (file: string, what: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`${file} cannot be read. Name a file with ${what}.`, { cause });
  }
};
