import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the repository, wherever the command was started. */
export const WORKSPACE = fileURLToPath(new URL('../..', import.meta.url));

/** Folders of all workspaces of `root`, from the `folder/*` patterns of its package.json. */
export const workspaceFolders = (root) => {
  const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return workspaces
    .map((pattern) => join(root, pattern.replace(/\/\*$/, '')))
    .filter((parent) => existsSync(parent))
    .flatMap((parent) => readdirSync(parent).map((name) => join(parent, name)))
    .filter((folder) => existsSync(join(folder, 'package.json')));
};
