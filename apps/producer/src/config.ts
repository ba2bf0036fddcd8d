import { parseInstant, type StrategyChoice } from '@snoozeq/delay-policy';
import type { CommandLine } from './command-line.js';
import { checkDistinctPaths } from './shell/distinct-paths.js';
import { queueOptions, type QueueOptions } from './shell/queue-options.js';
import { quoted } from './shell/quoted.js';
import { UsageError } from './shell/usage-error.js';

/** What one run is asked to do. */
export interface ProducerOptions extends QueueOptions {
  /** What `in` and `offsetSeconds` count from; absent: the queue clock at the start. */
  readonly fromMs?: number;
  readonly strategy: StrategyChoice;
  readonly skipInvalid: boolean;
  readonly reportPath?: string;
  readonly publishedPath?: string;
  readonly journalFolder?: string;
  readonly json: boolean;
  readonly quiet: boolean;
  /** A path, or `-` for standard input. */
  readonly input: string;
}

/** Checks the values of a command line. Throws a `UsageError` that names the option and the remedy. */
export const producerOptions = ({ input, flags }: CommandLine): ProducerOptions => {
  checkDistinctPaths(input, { '--report': flags.report, '--published': flags.published });
  return {
    ...queueOptions(flags),
    ...(flags.from === undefined ? {} : { fromMs: fromMsOf(flags.from) }),
    strategy: flags.strategy,
    skipInvalid: flags.skipInvalid === true,
    ...(flags.report === undefined ? {} : { reportPath: flags.report }),
    ...(flags.published === undefined ? {} : { publishedPath: flags.published }),
    ...(flags.journal === undefined ? {} : { journalFolder: flags.journal }),
    json: flags.json === true,
    quiet: flags.quiet === true,
    input,
  };
};

const fromMsOf = (value: string): number => {
  const fromMs = parseInstant(value);
  if (fromMs !== undefined) return fromMs;
  throw new UsageError(
    `--from ${quoted(value)} is not RFC 3339 with an offset. Write it like 2026-11-23T00:00:00Z.`,
  );
};
