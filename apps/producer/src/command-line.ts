import { STRATEGY_CHOICES, type StrategyChoice } from '@snoozeq/delay-policy';
import { Command, Option } from 'commander';
import { parseArguments, type ParsedArguments } from './shell/parse-arguments.js';
import { addQueueOptions, type QueueFlags } from './shell/queue-options.js';

/** As it was typed, not yet checked. */
interface Flags extends QueueFlags {
  readonly from?: string;
  readonly strategy: StrategyChoice;
  readonly skipInvalid?: true;
  readonly report?: string;
  readonly published?: string;
  readonly journal?: string;
  readonly json?: true;
  readonly quiet?: true;
}

export type CommandLine = ParsedArguments<Flags>;

const FOOTER = `
Each line of INPUT is one JSON object: "key", "body", and one of "dueAt" (RFC 3339), "in" ("3d4h") or "offsetSeconds".
Exit codes: 0 all sent, 1 something could not be sent, 2 bad input or options, 130 stopped.`;

/** `undefined`: help was asked for and written. Throws a `UsageError` for what cannot be split. */
export const readCommandLine = (
  args: readonly string[],
  writeHelp: (text: string) => void,
): CommandLine | undefined => parseArguments(producerCommand(), args, writeHelp);

const producerCommand = (): Command =>
  addQueueOptions(new Command('producer'))
    .description('Publishes delayed messages from NDJSON to a queue of OCI.')
    .option('--from <RFC3339>', 'what "in" and "offsetSeconds" count from (default: now)')
    .addOption(
      new Option('--strategy <NAME>', 'how messages wait; the consumers must have the same')
        .choices(STRATEGY_CHOICES)
        .default('hold'),
    )
    .option('--skip-invalid', 'publish the good lines although others cannot be sent')
    .option('--report <FILE>', 'write a report as JSON')
    .option('--published <FILE>', 'write a line of JSON for each stored message, as it is stored')
    .option('--journal <FOLDER>', 'keep what was published, refused and failed there, without bodies')
    .option('--json', 'print the report as JSON')
    .option('--quiet', 'print errors only, and the report when --json is given')
    .addHelpText('after', FOOTER);
