import { Command, CommanderError } from 'commander';
import { UsageError } from './usage-error.js';

/** As it was typed, not yet checked. */
interface Flags {
  readonly queue: string;
  readonly endpoint: string;
  readonly adminEndpoint?: string;
  readonly config?: string;
  readonly profile?: string;
  readonly clock?: string;
  readonly from?: string;
  readonly skipInvalid?: true;
  readonly report?: string;
  readonly published?: string;
  readonly json?: true;
  readonly quiet?: true;
}

export interface CommandLine {
  readonly input: string;
  readonly flags: Flags;
}

const FOOTER = `
Each line of INPUT is one JSON object: "key", "body", and one of "dueAt" (RFC 3339), "in" ("3d4h") or "offsetSeconds".
Exit codes: 0 all sent, 1 something could not be sent, 2 bad input or options, 130 stopped.`;

/** Splits arguments into flags. `undefined`: help was asked for and written. Throws a `UsageError` for what cannot be split. */
export const readCommandLine = (
  args: readonly string[],
  writeHelp: (text: string) => void,
): CommandLine | undefined => {
  const command = producerCommand().configureOutput({
    writeOut: writeHelp,
    writeErr: () => {},
    outputError: () => {},
  });
  try {
    command.parse(args, { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.exitCode === 0) return undefined;
    throw new UsageError(`${oneLine(thrown.message)}. Run producer --help for the options.`);
  }
  return { input: command.args[0] ?? '', flags: command.opts<Flags>() };
};

const producerCommand = (): Command =>
  new Command('producer')
    .description('Publishes delayed messages from NDJSON to a queue of OCI.')
    .argument('<INPUT>', 'NDJSON file, or - for standard input')
    .requiredOption('--queue <OCID>', 'the queue')
    .requiredOption('--endpoint <URL>', 'messagesEndpoint of the queue')
    .option('--admin-endpoint <URL>', 'where settings are asked for (default: the region of --endpoint)')
    .option('--config <FILE>', 'OCI configuration file (default: ~/.oci/config)')
    .option('--profile <NAME>', 'profile in it (default: DEFAULT)')
    .option('--clock <URL>', 'follow the clock of an emulator instead of system time')
    .option('--from <RFC3339>', 'what "in" and "offsetSeconds" count from (default: now)')
    .option('--skip-invalid', 'publish the good lines although others cannot be sent')
    .option('--report <FILE>', 'write a report as JSON')
    .option('--published <FILE>', 'write a line of JSON for each stored message, as it is stored')
    .option('--json', 'print the report as JSON')
    .option('--quiet', 'print errors only, and the report when --json is given')
    .addHelpText('after', FOOTER)
    .exitOverride();

const oneLine = (text: string): string =>
  text
    .replace(/^error: /, '')
    .replace(/\s+/g, ' ')
    .replace(/\.$/, '');
