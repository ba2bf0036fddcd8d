import { spawn } from 'node:child_process';

/** A program that hangs must not hold up a build. */
const MAX_MS = 240_000;

/** Runs a program to its end; resolves to its exit code, or the signal that ended it, and what it printed. */
export const runProgram = ({ command, args, cwd, env }) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: MAX_MS,
      killSignal: 'SIGKILL',
    });
    const printed = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'])
      child[stream].setEncoding('utf8').on('data', (text) => void (printed[stream] += text));
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code: code ?? signal, ...printed }));
  });
