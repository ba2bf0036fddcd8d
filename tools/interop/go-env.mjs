import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { runCaptured } from '../bootstrap/run-command.mjs';
import { CACHE, HERE } from './places.mjs';

const isThere = () => spawnSync('go', ['version']).status === 0;

/** Compiles the Go programs; resolves to their paths, or to `undefined` where there is no go. */
export const prepareGo = async () => {
  if (!isThere()) return undefined;
  const out = join(CACHE, 'go') + '/';
  const { code, output } = await runCaptured({
    command: 'go',
    args: ['build', '-o', out, './...'],
    cwd: join(HERE, 'go'),
  });
  if (code !== 0) throw new Error(`The build of the Go programs ended with code ${code}.\n${output}`);
  return { exercise: join(out, 'interop'), example: join(out, 'example') };
};
