import { spawn, type ChildProcess } from 'node:child_process';
import { inRepository } from './repository.js';

/** What a process has said, and how it ends. */
export interface RunningApp {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
  /** Resolves when standard output contains `text`; rejects with what it said when it ends before. */
  says(text: string): Promise<void>;
}

/**
 * Runs a command of the documentation in a shell, in `directory`. A built app is run from its sources instead, so that no test
 * depends on a build: `apps/x/dist/main.js` becomes `apps/x/src/main.ts`.
 */
export const runCommand = (
  command: string,
  directory: string,
  environment: Readonly<Record<string, string>>,
): RunningApp => {
  const sources = inRepository('packages/snoozeq/src/spec-support/run-sources.mjs');
  const fromSources = command.replace(
    /^node (?<project>\S+)\/dist\/main\.js/,
    (_all, project: string) =>
      `exec '${process.execPath}' --no-warnings --conditions @snoozeq/source --import '${sources}' '${inRepository(project)}/src/main.ts'`,
  );
  const child = spawn(fromSources, { shell: true, cwd: directory, env: { ...process.env, ...environment } });
  let [output, errors] = ['', ''];
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const says = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => (output.includes(text) ? resolve() : undefined);
      child.stdout.on('data', look);
      void ended.then((code) => reject(new Error(`ended with ${code} and said: ${output}${errors}`)));
      look();
    });
  return { process: child, output: () => output + errors, ended, says };
};
