// Lets the disk of a durable emulator fill up: it must say so and stop, and what it had acknowledged must be there afterwards.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../packages/emulator/dist/main.js', import.meta.url));
/** For a process no file may grow beyond it, as on a full disk; in KB. */
const FILE_KB = 900;
const PUTS_MAX = 1_000;
const MESSAGES = 20;

const hasBash = () => {
  try {
    execFileSync('bash', ['-c', 'ulimit -f 1000']);
    return true;
  } catch {
    return false;
  }
};

const start = async (directory, limit) => {
  const args = ['--no-auth', '--data', join(directory, 'data'), '--config-dir', join(directory, 'config')];
  const command = `${limit ? `ulimit -f ${limit};` : ''} exec "$0" "$@"`;
  const child = spawn('bash', ['-c', command, process.execPath, MAIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk) => (complaint += chunk));
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const lines = createInterface({ input: child.stdout });
  const ready = await Promise.race([
    new Promise((resolve) => lines.once('line', resolve)),
    exited.then(() => undefined),
  ]);
  if (ready === undefined) throw new Error(`The emulator did not start: ${complaint}`);
  const { origin } = JSON.parse(ready);
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  return { origin, stop, complaint: () => complaint };
};

const post = (url, body) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const check = (holds, what) => {
  console.log(`${holds ? 'ok' : 'NOT OK'}: ${what}`);
  if (!holds) process.exitCode = 1;
};

const run = async (directory) => {
  const full = await start(directory, FILE_KB);
  const { id } = await (await post(`${full.origin}/_emulator/queues`, { displayName: 'full' })).json();
  const put = () => {
    const messages = Array.from({ length: MESSAGES }, () => ({ content: 'x'.repeat(500) }));
    return post(`${full.origin}/20210201/queues/${id}/messages`, { messages });
  };
  let acknowledged = 0;
  let answer = await put();
  for (; answer.status === 200 && acknowledged < PUTS_MAX; answer = await put()) acknowledged += 1;
  const { message } = await answer.json();
  check(answer.status === 503, `after ${acknowledged} puts the answer is ${answer.status}: ${message}`);
  check((await put()).status === 503, 'nothing more is accepted');
  check(
    (await fetch(`${full.origin}/_emulator/snapshot`)).status === 200,
    'the state can still be saved elsewhere',
  );
  check(full.complaint().includes('could not be written'), 'it is reported where the emulator runs');
  await full.stop();
  const next = await start(directory);
  const { queue } = await (await fetch(`${next.origin}/20210201/queues/${id}/stats`)).json();
  const expected = acknowledged * MESSAGES;
  check(
    queue.visibleMessages === expected,
    `${queue.visibleMessages} messages are there, ${expected} were acknowledged`,
  );
  await next.stop();
};

if (hasBash()) {
  const directory = mkdtempSync(join(tmpdir(), 'full-disk-'));
  await run(directory).finally(() => rmSync(directory, { recursive: true }));
} else console.log('skipped: there is no bash that can limit the size of files');
