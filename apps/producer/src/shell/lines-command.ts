import { EXIT, exitCodeOfError, type ExitCode } from './exit-code.js';
import type { InputLine } from './input-line.js';
import { openInput } from './input-source.js';
import type { OpenApp } from './open-app.js';
import { readLines } from './read-lines.js';
import type { Terminal } from './terminal.js';

/** What works on the lines of one input. */
interface LinesApp {
  run(lines: readonly InputLine[], stop: AbortSignal): Promise<ExitCode>;
}

export interface LinesCommandParts<TOptions> {
  readonly terminal: Terminal;
  readonly stdin: AsyncIterable<Uint8Array>;
  open(options: TOptions, terminal: Terminal): Promise<OpenApp<LinesApp>>;
  /** Asked for once publishing may begin; before that a signal simply ends the process. */
  stopSignal(): AbortSignal;
}

export interface LinesCommand<TOptions> {
  /** What its errors begin with. */
  readonly name: string;
  /** Reads the arguments. `undefined`: help was asked for and written. */
  read(args: readonly string[], writeHelp: (text: string) => void): TOptions | undefined;
}

/** A whole command that works on lines: arguments in, exit code out. Never throws; errors are one line. */
export const runLinesCommand = async <TOptions extends { readonly input: string }>(
  { name, read }: LinesCommand<TOptions>,
  args: readonly string[],
  parts: LinesCommandParts<TOptions>,
): Promise<ExitCode> => {
  const { terminal } = parts;
  try {
    const options = read(args, (text) => terminal.output(text));
    return options ? await runOn(options, parts) : EXIT.ok;
  } catch (thrown) {
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    terminal.error(`${name}: ${text.replace(/\s*\n\s*/g, ' ')}\n`);
    return exitCodeOfError(thrown);
  }
};

/** Read first: a path that is wrong is told without a call, and a slow pipe keeps no connection waiting. */
const runOn = async <TOptions extends { readonly input: string }>(
  options: TOptions,
  { terminal, stdin, open, stopSignal }: LinesCommandParts<TOptions>,
): Promise<ExitCode> => {
  const lines = await readLines(openInput(options.input, stdin));
  const { app, close } = await open(options, terminal);
  try {
    return await app.run(lines, stopSignal());
  } finally {
    await close();
  }
};
