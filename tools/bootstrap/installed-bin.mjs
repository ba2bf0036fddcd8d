import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The script behind a command of an installed package; started with node it needs no shell on any system. */
export const installedBin = (root, packageName, command) => {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
};
