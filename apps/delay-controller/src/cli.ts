import {
  runLinesCommand,
  type ExitCode,
  type LinesCommand,
  type LinesCommandParts,
} from '@snoozeq/producer-app/shell';
import { readOptions, type ControllerAppOptions } from './config.js';

export type CliParts = LinesCommandParts<ControllerAppOptions>;

const CONTROLLER: LinesCommand<ControllerAppOptions> = { name: 'delay-controller', read: readOptions };

/** The whole command: arguments in, exit code out. Never throws; errors are one line. */
export const runCli = (args: readonly string[], parts: CliParts): Promise<ExitCode> =>
  runLinesCommand(CONTROLLER, args, parts);
