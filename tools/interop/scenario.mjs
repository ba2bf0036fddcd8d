import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from './emulator.mjs';
import { runProgram } from './run-program.mjs';

/** Hands `act` a scratch folder and a running emulator; both are gone when it is done. */
const withEmulator = async ({ configDir = '.', flags }, act) => {
  const folder = mkdtempSync(join(tmpdir(), 'snoozeq-interop-'));
  const emulator = await startEmulator(join(folder, configDir), flags);
  try {
    return await act(emulator, folder);
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

/**
 * Runs one program against an emulator of its own. Programs get `--endpoint`, `--config-file`, `--profile` and `--folder`, a
 * scratch folder, and, when the flags of the emulator ask for STOMP, `--stomp` with what it tells about that. They print a line of
 * JSON for each check: `{ operation, outcome, name, problem? }`. Whatever else goes wrong becomes a check that failed. Resolves to
 * checks.
 */
export const runScenario = (name, { sdk, emulatorFlags, ...program }) =>
  withEmulator({ flags: emulatorFlags }, async ({ origin, configFile, profile, stomp }, folder) => {
    const where = [
      '--endpoint',
      origin,
      '--config-file',
      configFile,
      '--profile',
      profile,
      '--folder',
      folder,
      ...(stomp ? ['--stomp', JSON.stringify(stomp)] : []),
    ];
    const { code, stdout, stderr } = await runProgram({ ...program, args: [...program.args, ...where] });
    const lines = stdout.split('\n').filter((line) => line !== '');
    const checks = lines.map((line) => ({ sdk, ...parsed(line) }));
    if (code === 0) return checks;
    return [...checks, { sdk, ...failure(name, 'runs to its end', `ended with ${code}\n${stderr}`) }];
  });

const parsed = (line) => {
  try {
    return JSON.parse(line);
  } catch {
    return failure('Output', 'is checks', `not a check: ${line}`);
  }
};

const failure = (operation, name, problem) => ({ operation, outcome: 'ok', name, problem });

/**
 * Runs the example of the docs as it stands there, in a folder where the emulator has been started; it must print what it
 * sent, `hello`. Resolves to checks.
 */
export const runExample = ({ sdk, command, args, env }) =>
  withEmulator({ configDir: '.snoozeq' }, async ({ origin }, cwd) => {
    const ended = await runProgram({ command, args, cwd, env: { ...env, QUEUE_ENDPOINT: origin } });
    const isRight = ended.code === 0 && ended.stdout.trimEnd().split('\n').at(-1) === 'hello';
    const check = { sdk, operation: 'Example', outcome: 'ok', name: 'the example of the docs' };
    return [
      isRight ? check : { ...check, problem: `ended with ${ended.code}\n${ended.stdout}${ended.stderr}` },
    ];
  });
