import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { figure } from '../figures.mjs';
import { pssBytes } from '../../proof/emulator/process-memory.mjs';

const MAIN = fileURLToPath(new URL('../../../packages/emulator/dist/main.js', import.meta.url));
const READY_MS = 300;
const READY_MB = 90;

const startOnce = async (...args) => {
  const begun = performance.now();
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const ms = performance.now() - begun;
  const bytes = pssBytes(child.pid);
  child.kill('SIGTERM');
  await once(child, 'exit');
  return { ms, bytes };
};

/**
 * From starting the process to its ready line, and its memory then; the key is there already. Node.js alone, in turns with it, tells
 * how much of the time is the machine's.
 */
export const run = async ({ isQuick, slack }) => {
  const directory = mkdtempSync(join(tmpdir(), 'bench-start-'));
  // Makes the key, and brings the files into memory.
  const emulator = () => startOnce(MAIN, '--config-dir', directory);
  await emulator();
  const [starts, bareMs] = [[], []];
  for (let round = 0; round < (isQuick ? 5 : 15); round += 1) {
    bareMs.push((await startOnce('-e', 'console.log(); setInterval(() => {}, 1000)')).ms);
    starts.push(await emulator());
  }
  rmSync(directory, { recursive: true });
  const [ms, memory] = [
    starts.map((start) => start.ms),
    starts.flatMap(({ bytes }) => (bytes ? [bytes / 1e6] : [])),
  ];
  return [
    figure({ name: 'start to ready', unit: 'ms', target: READY_MS, values: ms, slack: slack.milliseconds }),
    figure({ name: 'start of Node.js alone', unit: 'ms', values: bareMs }),
    ...(memory.length > 0
      ? [
          figure({
            name: 'memory when ready',
            unit: 'MB PSS',
            target: READY_MB,
            values: memory,
            slack: slack.memory,
          }),
        ]
      : []),
  ];
};
