import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { forwardSignals } from './signals.mjs';

/** What a shell would report: the exit code, or 128 + the number of the signal that ended the process. */
const exitCodeOf = (code, signal) => (signal ? 128 + constants.signals[signal] : code);

const finished = (child) =>
  new Promise((resolve, reject) => {
    const release = forwardSignals(child);
    child.once('error', (error) => {
      release();
      reject(error);
    });
    child.once('close', (code, signal) => {
      release();
      resolve(exitCodeOf(code, signal));
    });
  });

/** Runs with this process's own stdin, stdout and stderr; resolves to the exit code. */
export const runAttached = ({ command, args, cwd, env }) =>
  finished(spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: 'inherit' }));

/**
 * Runs without stdin, handing every chunk to `onChunk(chunk, 'stdout' | 'stderr')`; resolves to the exit code.
 * `shell` is for npm on Windows, which is a .cmd file.
 */
export const runPiped = ({ command, args, cwd, env, shell = false }, onChunk) => {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    shell,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk) => onChunk(chunk, 'stdout'));
  child.stderr.on('data', (chunk) => onChunk(chunk, 'stderr'));
  return finished(child);
};

/** Runs in silence; resolves to the exit code and all that was printed, for the case of failure. */
export const runCaptured = async (commandLine) => {
  const chunks = [];
  const code = await runPiped(commandLine, (chunk) => chunks.push(chunk));
  return { code, output: Buffer.concat(chunks).toString('utf8') };
};
