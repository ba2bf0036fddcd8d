import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startProbed } from './start-probed.mjs';

const MAIN = fileURLToPath(new URL('../../../packages/emulator/dist/main.js', import.meta.url));

/** Starts the built emulator in a process of its own. */
export const startEmulator = (args) => {
  if (!existsSync(MAIN)) throw new Error('There is no built emulator. Run `npm run build` first.');
  return startProbed(MAIN, ['--until-stdin-ends', ...args]);
};
