import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** Absolute path of a file of the repository. */
export const inRepository = (path: string): string => `${ROOT}${path}`;
export const textOf = (path: string): string => readFileSync(inRepository(path), 'utf8');
export const isInRepository = (path: string): boolean => existsSync(inRepository(path));
