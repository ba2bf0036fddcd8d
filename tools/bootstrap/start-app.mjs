import { join } from 'node:path';
import { build, install } from './prepare.mjs';
import { runAttached } from './run-command.mjs';
import { WORKSPACE } from './workspace.mjs';

/** Installs, builds and runs the quickstart with `args`; resolves to its exit code. Steps 3 and 4 are its own. */
export const startApp = async (args) => {
  if (!(await install(WORKSPACE, '1/4'))) return 1;
  if (!(await build(WORKSPACE, '2/4'))) return 1;
  const main = join(WORKSPACE, 'apps', 'quickstart', 'dist', 'main.js');
  return runAttached({ command: process.execPath, args: [main, ...args] });
};
