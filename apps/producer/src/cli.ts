import { readCommandLine } from './command-line.js';
import { producerOptions, type ProducerOptions } from './config.js';
import { EXIT, type ExitCode } from './shell/exit-code.js';
import { openInput } from './shell/input-source.js';
import type { ProducerApp } from './producer-app.js';
import { readLines } from './shell/read-lines.js';
import { runCommand } from './shell/run-command.js';
import type { Terminal } from './shell/terminal.js';

/** An app that is connected to its queue. */
export interface OpenProducer {
  readonly app: ProducerApp;
  close(): Promise<void>;
}

export interface CliParts {
  readonly terminal: Terminal;
  readonly stdin: AsyncIterable<Uint8Array>;
  open(options: ProducerOptions, terminal: Terminal): Promise<OpenProducer>;
  /** Asked for once publishing may begin; before that a signal simply ends the process. */
  stopSignal(): AbortSignal;
}

/** The whole command: arguments in, exit code out. Never throws; errors are one line. */
export const runCli = async (args: readonly string[], parts: CliParts): Promise<ExitCode> => {
  const { terminal } = parts;
  return runCommand('producer', terminal, async () => {
    const commandLine = readCommandLine(args, (text) => terminal.output(text));
    return commandLine ? publishInput(producerOptions(commandLine), parts) : EXIT.ok;
  });
};

/** Read first: a path that is wrong is told without a call, and a slow pipe keeps no connection waiting. */
const publishInput = async (
  options: ProducerOptions,
  { terminal, stdin, open, stopSignal }: CliParts,
): Promise<ExitCode> => {
  const lines = await readLines(openInput(options.input, stdin));
  const { app, close } = await open(options, terminal);
  try {
    return await app.run(lines, stopSignal());
  } finally {
    await close();
  }
};
