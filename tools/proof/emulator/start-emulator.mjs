import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../packages/emulator/dist/main.js', import.meta.url));
const PROBE = new URL('probe.mjs', import.meta.url).href;
const KEPT_OUTPUT = 20_000;

/**
 * Starts the built emulator in a process of its own and resolves once it is ready. `output()` is what it printed, in case it
 * complained; `probe()` collects its garbage and measures; `exited` resolves to how it ended.
 */
export const startEmulator = async (args, { nodeArgs = [] } = {}) => {
  if (!existsSync(MAIN)) throw new Error('There is no built emulator. Run `npm run build` first.');
  const child = spawn(
    process.execPath,
    [...nodeArgs, '--expose-gc', '--import', PROBE, MAIN, '--until-stdin-ends', ...args],
    {
      stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    },
  );
  let output = '';
  const keep = (chunk) => {
    output = (output + chunk).slice(0, KEPT_OUTPUT);
  };
  child.stderr.on('data', keep);
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  const lines = createInterface({ input: child.stdout });
  const ready = await Promise.race([
    new Promise((resolve) => lines.once('line', resolve)),
    exited.then(() => undefined),
  ]);
  if (ready === undefined) throw new Error(`The emulator did not start: ${output}`);
  lines.on('line', keep);
  const { origin, configFile } = JSON.parse(ready);
  return {
    origin: new URL(origin),
    configFile,
    pid: child.pid,
    exited,
    output: () => output,
    hasExited: () => child.exitCode !== null || child.signalCode !== null,
    probe: () => askProbe(child, exited),
    stop: async () => {
      child.stdin.end();
      return exited;
    },
  };
};

const askProbe = async (child, exited) => {
  const answer = new Promise((resolve) => child.once('message', resolve));
  child.send('measure');
  const measured = await Promise.race([answer, exited.then(() => undefined)]);
  if (measured === undefined) throw new Error('The emulator has ended.');
  return measured;
};
