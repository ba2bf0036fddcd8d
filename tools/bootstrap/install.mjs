import { basename } from 'node:path';
import { startStep } from './progress.mjs';
import { runCaptured } from './run-command.mjs';
import { isInstallNeeded } from './is-install-needed.mjs';

// The log level is set because `npm start --silent` passes its own silence on, and a failure would have no text;
// dev dependencies are asked for because NODE_ENV=production would leave the compiler out.
const ARGS = ['ci', '--include=dev', '--loglevel=warn', '--no-audit', '--no-fund', '--no-progress'];

/** The npm that started us when there is one, so that PATH does not matter. */
export const npmCommand = (env = process.env, platform = process.platform) => {
  const cli = env.npm_execpath;
  if (cli && basename(cli) === 'npm-cli.js') {
    return { command: process.execPath, args: [cli, ...ARGS], shell: false };
  }
  return { command: 'npm', args: ARGS, shell: platform === 'win32' };
};

/** Installs what package-lock.json names, when it is not there yet. True when all is in place afterwards. */
export const install = async (root, label) => {
  if (!isInstallNeeded(root)) {
    process.stderr.write(`${label} dependencies are installed\n`);
    return true;
  }
  const step = startStep(label, 'installing, once (about 30 s)');
  const { code, output } = await runCaptured({ ...npmCommand(), cwd: root });
  if (code === 0) {
    step.done();
    return true;
  }
  step.failed();
  process.stderr.write(`${output}\nnpm ci ended with code ${code}; its output is above.\n`);
  return false;
};
