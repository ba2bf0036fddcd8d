import { STRATEGY_CHOICES, type StrategyChoice } from '@snoozeq/delay-policy';
import { Command, InvalidArgumentError, Option } from 'commander';

export interface QuickstartOptions {
  readonly input?: string;
  readonly consumers: number;
  readonly kill: boolean;
  readonly strategy: StrategyChoice;
  /** `hybrid`: consumers are pushed over STOMP, and settle over REST. */
  readonly transport: 'oci' | 'hybrid';
  readonly policy: boolean;
  readonly skipInvalid: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly seed: number;
  readonly keep: boolean;
}

const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };

/** Exits with 2 and one line when the arguments are wrong, with 0 after help. */
export const readOptions = (args: readonly string[]): QuickstartOptions =>
  new Command('npm start --')
    .description(
      'A week of delayed messages on this machine: emulator, producer and competing consumers, while the clock skips',
    )
    .option(
      '--input <file>',
      'NDJSON with key, body, and one of dueAt, in, offsetSeconds; default: the bundled reminders',
    )
    .option('--consumers <number>', 'competing consumers', wholeNumber(1, 20), 2)
    .option('--kill', 'kill one consumer in the middle and start another', false)
    .addOption(
      new Option('--strategy <name>', 'how messages wait: hidden again, kept, or unread in lanes')
        .choices(STRATEGY_CHOICES)
        .default('hold'),
    )
    .addOption(
      new Option('--transport <name>', 'how consumers receive: polled over REST, or pushed over STOMP')
        .choices(['oci', 'hybrid'])
        .default('oci'),
    )
    .option('--no-policy', 'the control: deliver at once, which must report every message early and fail')
    .option('--skip-invalid', 'publish the good lines of the input although others cannot be sent', false)
    .option('--json', 'print one JSON object and nothing else on standard output', false)
    .option('--quiet', 'no progress', false)
    .option('--seed <number>', 'makes random choices repeatable', wholeNumber(0, 999_999_999), 1)
    .option('--keep', 'leave the emulator running afterwards, and say how to reach it', false)
    .allowExcessArguments(false)
    .configureOutput({
      outputError: (text, write) => write(`${text.trim()} Run npm start -- --help for the options.\n`),
    })
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .parse(args, { from: 'user' })
    .opts<QuickstartOptions>();
