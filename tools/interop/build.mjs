import { join } from 'node:path';
import { installedBin } from '../bootstrap/installed-bin.mjs';
import { runCaptured } from '../bootstrap/run-command.mjs';
import { WORKSPACE } from './places.mjs';

/** Compiles the emulator and the packages behind it, where they have changed since the last build. */
export const buildEmulator = async () => {
  const tsc = installedBin(WORKSPACE, 'typescript', 'tsc');
  const { code, output } = await runCaptured({
    command: process.execPath,
    args: [tsc, '-b', join('packages', 'emulator', 'tsconfig.lib.json')],
    cwd: WORKSPACE,
  });
  if (code !== 0) throw new Error(`The build of the emulator ended with code ${code}.\n${output}`);
};
