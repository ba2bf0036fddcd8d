import { join } from 'node:path';
import { installedBin } from './installed-bin.mjs';
import { startStep } from './progress.mjs';
import { runCaptured } from './run-command.mjs';

/** What the quickstart starts as processes; the compiler finds the packages behind them by reference. */
const PROJECTS = ['apps/quickstart', 'apps/producer', 'apps/consumer', 'packages/emulator'];

/** Compiles what has changed in these projects since the last build. True when all is built afterwards. */
export const build = async (root, label, names = PROJECTS) => {
  const step = startStep(label, 'building');
  const tsc = installedBin(root, 'typescript', 'tsc');
  const projects = names.map((project) => join(project, 'tsconfig.lib.json'));
  const { code, output } = await runCaptured({
    command: process.execPath,
    args: [tsc, '-b', ...projects],
    cwd: root,
  });
  if (code === 0) {
    step.done();
    return true;
  }
  step.failed();
  process.stderr.write(`${output}\nThe build ended with code ${code}; its output is above.\n`);
  return false;
};
