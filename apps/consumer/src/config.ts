import { STRATEGY_CHOICES, type StrategyChoice } from '@snoozeq/delay-policy';
import { readStompConfig, type StompConfig } from './stomp-config.js';
import { Command, InvalidArgumentError, Option } from 'commander';

const TRANSPORTS = ['oci', 'stomp', 'hybrid'] as const;
export type TransportName = (typeof TRANSPORTS)[number];

/** What the command line says. One consumer reads one queue. */
export interface ConsumerConfig {
  readonly queue: string;
  readonly endpoint?: string;
  readonly adminEndpoint: string;
  readonly config?: string;
  readonly profile?: string;
  readonly transport: TransportName;
  readonly stomp?: StompConfig;
  readonly clock?: string;
  readonly starts?: string;
  readonly journal?: string;
  readonly name: string;
  readonly lane: string;
  readonly concurrency: number;
  readonly drainMs?: number;
  readonly strategy: StrategyChoice;
  readonly policy: boolean;
  readonly quiet: boolean;
}

const wholeNumber = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number.');
};

/** Exits with 2 and one line when the arguments are wrong. */
export const readConfig = (args: readonly string[]): ConsumerConfig =>
  new Command('consumer')
    .description('Handles the messages of an OCI queue when they are due')
    .requiredOption('--queue <ocid>', 'OCID of the queue')
    .requiredOption(
      '--admin-endpoint <url>',
      'regional endpoint, such as https://messaging.eu-frankfurt-1.oci.oraclecloud.com',
    )
    .option('--endpoint <url>', 'messages endpoint; default: what the queue itself names')
    .option('--config <file>', 'OCI configuration file; default: ~/.oci/config')
    .option('--profile <name>', 'profile in it; default: DEFAULT')
    .addOption(
      new Option('--transport <name>', 'over what to receive; the producer must have the same')
        .choices(TRANSPORTS)
        .default('oci'),
    )
    .option(
      '--stomp <file>',
      'where STOMP is and as whom, as JSON; see docs/transport-stomp.md',
      readStompConfig,
    )
    .option('--clock <url>', 'follow the clock of an emulator; default: system time')
    .option('--starts <file>', 'append one JSON line for each handler start')
    .option('--journal <folder>', 'keep what becomes of messages in this folder, without their bodies')
    .option('--name <name>', 'how this process calls itself in records', 'consumer')
    .option('--lane <name>', 'channel to read', 'ready')
    .option('--concurrency <number>', 'handlers at once', wholeNumber, 10)
    .option('--drain-ms <number>', 'how long an open poll may still answer after a stop', wholeNumber)
    .addOption(
      new Option('--strategy <name>', 'how messages wait; the producer must have the same')
        .choices(STRATEGY_CHOICES)
        .default('hold'),
    )
    .option('--no-policy', 'deliver at once and ignore due times: the control of an experiment')
    .option('--quiet', 'print nothing about single messages', false)
    .configureOutput({
      outputError: (text, write) => write(`${text.trim()} Run it with --help for the options.\n`),
    })
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .parse(args, { from: 'user' })
    .opts<ConsumerConfig>();
