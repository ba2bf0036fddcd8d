import { CommanderError, type Command } from 'commander';
import { UsageError } from './usage-error.js';

/** What was typed, split by a command that takes one INPUT. The flags are not yet checked. */
export interface ParsedArguments<TFlags> {
  readonly input: string;
  readonly flags: TFlags;
}

/** Splits arguments. `undefined`: help was asked for and written. Throws a `UsageError` for what cannot be split. */
export const parseArguments = <TFlags extends object>(
  command: Command,
  args: readonly string[],
  writeHelp: (text: string) => void,
): ParsedArguments<TFlags> | undefined => {
  command
    .argument('<INPUT>', 'NDJSON file, or - for standard input')
    .exitOverride()
    .configureOutput({ writeOut: writeHelp, writeErr: () => {}, outputError: () => {} });
  try {
    command.parse(args, { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.exitCode === 0) return undefined;
    throw new UsageError(`${oneLine(thrown.message)}. Run ${command.name()} --help for the options.`);
  }
  return { input: command.args[0] ?? '', flags: command.opts<TFlags>() };
};

const oneLine = (text: string): string =>
  text
    .replace(/^error: /, '')
    .replace(/\s+/g, ' ')
    .replace(/\.$/, '');
