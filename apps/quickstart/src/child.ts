import { createInterface } from 'node:readline';
import { spawn, type ChildProcess } from 'node:child_process';

export interface Child {
  readonly pid: number;
  /** The exit code; `null` when a signal ended it. */
  readonly ended: Promise<number | null>;
  readonly isRunning: () => boolean;
  /** The first line on its standard output: these programs say so when they are ready. */
  readonly firstLine: Promise<string>;
  /** What it wrote on standard error so far. */
  readonly complaints: () => string;
  readonly process: ChildProcess;
  signal(name: NodeJS.Signals): void;
}

/** Bytes of standard error that are kept: a program in trouble says so at once, and repeats itself afterwards. */
const MAX_COMPLAINTS = 64_000;

/**
 * Starts a program of this workspace. In a process group of its own, so that Ctrl-C reaches only us and we stop the others in
 * their order. Its standard input stays open as long as we live.
 */
export const startChild = (program: string, args: readonly string[]): Child => {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let complaints = '';
  child.stderr.on('data', (chunk) => (complaints = (complaints + String(chunk)).slice(0, MAX_COMPLAINTS)));
  const firstLine = new Promise<string>((resolve) =>
    createInterface({ input: child.stdout }).once('line', resolve),
  );
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return {
    pid: child.pid ?? 0,
    firstLine,
    ended,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    complaints: () => complaints.trim(),
    process: child,
    signal: (name) => void child.kill(name),
  };
};
