import { availableParallelism } from 'node:os';
import { installedBin } from './installed-bin.mjs';
import { install } from './prepare.mjs';
import { startStep } from './progress.mjs';
import { runPiped } from './run-command.mjs';
import { removeSummaries, sumSummaries } from './test-summary.mjs';
import { WORKSPACE, workspaceFolders } from './workspace.mjs';

// Without these Nx would take over the terminal, and run more Jest processes than there are cores.
const nxEnv = () => ({
  NX_TUI: 'false',
  NX_PARALLEL: process.env.NX_PARALLEL ?? String(availableParallelism()),
  ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
});

const nxCommand = (args) => ({
  command: process.execPath,
  args: [installedBin(WORKSPACE, 'nx', 'nx'), 'run-many', '-t', 'test', ...args],
  cwd: WORKSPACE,
  env: nxEnv(),
});

/** Runs the tests of all projects, or of those that `args` for `nx run-many` select; resolves to the exit code. */
export const runTests = async (args) => {
  if (!(await install(WORKSPACE, '1/2'))) return 1;
  const projects = workspaceFolders(WORKSPACE);
  removeSummaries(projects);
  const step = startStep('2/2', 'testing');
  const code = await runPiped(nxCommand(args), (chunk, stream) => {
    step.heard();
    process[stream].write(chunk);
  });
  step[code === 0 ? 'done' : 'failed']();
  const { passed, failed } = sumSummaries(projects);
  process.stdout.write(`tests: ${passed} passed, ${failed} failed\n`);
  return code;
};
