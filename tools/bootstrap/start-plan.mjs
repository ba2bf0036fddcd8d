import { join } from 'node:path';
import { build, install } from './prepare.mjs';
import { runAttached } from './run-command.mjs';
import { WORKSPACE } from './workspace.mjs';

/** Runs the planner with `args` once it is built; resolves to its exit code. */
export const startPlan = async (args) => {
  if (!(await install(WORKSPACE, '1/2'))) return 1;
  if (!(await build(WORKSPACE, '2/2', ['packages/delay-policy']))) return 1;
  return runAttached({
    command: process.execPath,
    args: [join(WORKSPACE, 'tools', 'plan', 'plan.mjs'), ...args],
  });
};
