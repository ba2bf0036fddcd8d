import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPiped } from '../bootstrap/run-command.mjs';
import { startEmulator } from './emulator.mjs';

/** A scenario that hangs must not hold up a build. */
const MAX_MS = 240_000;

/**
 * Runs one program against an emulator of its own. Programs get `--endpoint`, `--config-file`, `--profile` and `--folder`, a
 * scratch folder, and print a line of JSON for each check: `{ operation, outcome, name, problem? }`. Whatever else goes wrong
 * becomes a check that failed.
 */
export const runScenario = async ({ sdk, name, command, args, cwd, env, emulatorFlags }) => {
  const folder = mkdtempSync(join(tmpdir(), 'snoozeq-interop-'));
  const emulator = await startEmulator(folder, emulatorFlags);
  const lines = lineReader();
  let complaints = '';
  const where = [
    ...['--endpoint', emulator.origin, '--config-file', emulator.configFile],
    ...['--profile', emulator.profile, '--folder', folder],
  ];
  const begunAt = performance.now();
  const code = await Promise.race([
    runPiped({ command, args: [...args, ...where], cwd, env }, (chunk, stream) => {
      if (stream === 'stdout') lines.add(String(chunk));
      else complaints += String(chunk);
    }),
    tooLate(),
  ]);
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
  const checks = lines.all().map((line) => ({ sdk, ...parsed(line) }));
  if (code !== 0) {
    const problem = `ended with code ${code}\n${complaints}`.trim();
    checks.push({ sdk, operation: name, outcome: 'ok', name: 'runs to its end', problem });
  }
  return { sdk, name, checks, seconds: (performance.now() - begunAt) / 1_000 };
};

const tooLate = () =>
  new Promise((resolve) => {
    setTimeout(() => resolve('none: it hangs'), MAX_MS).unref();
  });

const parsed = (line) => {
  try {
    return JSON.parse(line);
  } catch {
    return { operation: 'Output', outcome: 'ok', name: 'is checks', problem: `not a check: ${line}` };
  }
};

const lineReader = () => {
  let text = '';
  return {
    add: (chunk) => void (text += chunk),
    all: () => text.split('\n').filter((line) => line !== ''),
  };
};
