import { STRATEGY_CHOICES, type StrategyChoice } from '@snoozeq/delay-policy';
import {
  addQueueOptions,
  queueOptions,
  UsageError,
  type QueueFlags,
  type QueueOptions,
} from '@snoozeq/producer-app/shell';
import { Command, InvalidArgumentError, Option } from 'commander';

interface Flags {
  readonly input?: string;
  readonly starts?: string;
  readonly journal?: string;
  readonly name: string;
  readonly lane: string;
  readonly concurrency: number;
  readonly drainMs?: number;
  readonly strategy: StrategyChoice;
  readonly policy: boolean;
  /** Handle at once what has no due stamp. Absent: so over OCI and in memory, and a dead letter where the stamp is an envelope. */
  readonly acceptUnstamped?: true;
  readonly quiet: boolean;
}

/** What the command line says. One consumer reads one queue. */
export type ConsumerConfig = QueueOptions & Flags;

const wholeNumber = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number.');
};

/** Exits with 2 and one line when the arguments are wrong. */
export const readConfig = (args: readonly string[]): ConsumerConfig => {
  const command = consumerCommand().parse(args, { from: 'user' });
  try {
    return configOf(command.opts<QueueFlags & Flags>());
  } catch (error) {
    return command.error(error instanceof Error ? error.message : String(error));
  }
};

const consumerCommand = (): Command =>
  addQueueOptions(new Command('consumer'))
    .description('Handles the messages of an OCI queue when they are due')
    .option(
      '--input <FILE>',
      'for --transport memory: publish this first, and end when all of it was handled',
    )
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
    .option(
      '--accept-unstamped',
      'handle what has no due stamp at once also over STOMP, where it may be a stamped message that lost its properties',
    )
    .option('--quiet', 'print nothing about single messages', false)
    .configureOutput({
      outputError: (text, write) => write(`${text.trim()} Run it with --help for the options.\n`),
    })
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

const configOf = (flags: QueueFlags & Flags): ConsumerConfig => {
  const { transport, input, stomp } = flags;
  if ((transport === 'memory') !== (input !== undefined)) {
    throw new UsageError(
      '--transport memory and --input go together: nobody else can fill a queue in this process.',
    );
  }
  if (transport === 'hybrid' && stomp === undefined) {
    throw new UsageError(
      '--transport hybrid takes --stomp with a file that says where STOMP is, and as whom.',
    );
  }
  return { ...flags, ...queueOptions(flags) };
};
