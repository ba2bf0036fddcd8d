// Writes docs/emulator/facts.md from the facts and the names of the tests, and docs/emulator/limits.md from the limits and modes.
// The tests that compare them also write them.
import { fileURLToPath } from 'node:url';
import { installedBin } from '../bootstrap/installed-bin.mjs';
import { runAttached } from '../bootstrap/run-command.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const jest = installedBin(root, 'jest', 'jest');

process.exitCode = await runAttached({
  command: process.execPath,
  args: [
    '--experimental-vm-modules',
    '--no-warnings',
    jest,
    'src/facts/facts.spec.ts',
    'src/limits/limits-page.spec.ts',
  ],
  cwd: `${root}/packages/emulator`,
  env: { SNOOZEQ_WRITE_DOCS: '1' },
});
