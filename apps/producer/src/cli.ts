import { readCommandLine } from './command-line.js';
import { producerOptions, type ProducerOptions } from './config.js';
import type { ExitCode } from './shell/exit-code.js';
import { runLinesCommand, type LinesCommand, type LinesCommandParts } from './shell/lines-command.js';

export type CliParts = LinesCommandParts<ProducerOptions>;

/** The whole command: arguments in, exit code out. Never throws; errors are one line. */
export const runCli = (args: readonly string[], parts: CliParts): Promise<ExitCode> =>
  runLinesCommand(PRODUCER, args, parts);

const PRODUCER: LinesCommand<ProducerOptions> = {
  name: 'producer',
  read: (args, writeHelp) => {
    const commandLine = readCommandLine(args, writeHelp);
    return commandLine && producerOptions(commandLine);
  },
};
