import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const packagesIn = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/** Platform packages of other machines are locked but never installed. */
const mustBeInstalled = ([path, entry]) => path.startsWith('node_modules/') && !entry.optional && !entry.peer;

const sameVersions = (locked, installed) =>
  Object.entries(locked)
    .filter(mustBeInstalled)
    .every(([path, entry]) => installed[path] && installed[path].version === entry.version);

/**
 * npm writes `node_modules/.package-lock.json` as the last act of an install, so its absence also means
 * "interrupted". A younger package-lock.json alone proves nothing (a checkout or a copy renews its time):
 * only then are the versions compared.
 */
export const isInstallNeeded = (root) => {
  const lock = join(root, 'package-lock.json');
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return true;
  if (statSync(record).mtimeMs >= statSync(lock).mtimeMs) return false;
  return !sameVersions(packagesIn(lock), packagesIn(record));
};
