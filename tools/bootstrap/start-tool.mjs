import { join } from 'node:path';
import { build, install } from './prepare.mjs';
import { runAttached } from './run-command.mjs';
import { WORKSPACE } from './workspace.mjs';

/** A function from arguments to exit code: runs the tool once the packages that it needs are built. */
const toolOf = (name, packages) => async (args) => {
  if (!(await install(WORKSPACE, '1/2'))) return 1;
  if (!(await build(WORKSPACE, '2/2', packages))) return 1;
  return runAttached({
    command: process.execPath,
    args: [join(WORKSPACE, 'tools', name, `${name}.mjs`), ...args],
  });
};

export const startPlan = toolOf('plan', ['packages/delay-policy']);
export const startSimulation = toolOf('simulate', ['packages/simulation']);
