import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const PROBE = new URL('probe.mjs', import.meta.url).href;
const KEPT_OUTPUT = 20_000;

/**
 * Starts a server that prints one line of JSON with its `origin` when it is ready, and ends with its standard input.
 *
 * `probe()` collects its garbage and measures, `cpuUs()` tells the processor time that it has used; `output()` is what else it
 * printed, in case it complained; `stop()` resolves to how it ended.
 */
export const startProbed = async (file, args = []) => {
  const child = spawn(process.execPath, ['--expose-gc', '--import', PROBE, file, ...args], {
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
  });
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
  if (ready === undefined) throw new Error(`${file} did not start: ${output}`);
  lines.on('line', keep);
  const { origin, ...told } = JSON.parse(ready);
  const ask = async (question) => {
    const answer = new Promise((resolve) => child.once('message', resolve));
    child.send(question);
    const answered = await Promise.race([answer, exited.then(() => undefined)]);
    if (answered === undefined) throw new Error(`${file} has ended: ${output}`);
    return answered;
  };
  return {
    ...told,
    origin: new URL(origin),
    output: () => output,
    hasExited: () => child.exitCode !== null || child.signalCode !== null,
    probe: () => ask('memory'),
    cpuUs: () => ask('processor'),
    stop: () => {
      child.stdin.end();
      return exited;
    },
    /** Without giving it a chance to do anything more. */
    kill: () => {
      child.kill('SIGKILL');
      return exited;
    },
  };
};
