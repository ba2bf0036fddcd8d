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
    });
    // Not the option of `spawn`: its timer outlives a program that could not be started, and this process with it.
    const timer = setTimeout(() => child.kill('SIGKILL'), MAX_MS);
    const printed = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'])
      child[stream].setEncoding('utf8').on('data', (text) => void (printed[stream] += text));
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code: code ?? signal, ...printed });
    });
  });
