import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCaptured } from '../bootstrap/run-command.mjs';
import { startEmulator } from './emulator.mjs';

/**
 * Runs the example of the docs as it stands there, in a folder where the emulator has been started; it must print what it
 * sent, `hello`. Resolves to a check.
 */
export const runExample = async ({ sdk, command, args, env }) => {
  const folder = mkdtempSync(join(tmpdir(), 'snoozeq-example-'));
  const emulator = await startEmulator(join(folder, '.snoozeq'));
  const { code, output } = await runCaptured({
    command,
    args,
    cwd: folder,
    env: { ...env, QUEUE_ENDPOINT: emulator.origin },
  });
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
  const isRight = code === 0 && output.trimEnd().split('\n').at(-1) === 'hello';
  const check = { sdk, operation: 'Example', outcome: 'ok', name: 'the example of the docs' };
  return isRight ? check : { ...check, problem: `ended with code ${code}\n${output}` };
};
