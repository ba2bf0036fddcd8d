import { parseDuration } from '@snoozeq/delay-policy';
import {
  addQueueOptions,
  checkDistinctPaths,
  parseArguments,
  queueOptions,
  UsageError,
  type QueueFlags,
  type QueueOptions,
} from '@snoozeq/producer-app/shell';
import { Command } from 'commander';
import { controllerOptions, type ControllerOptions } from './controller-options.js';

/** What one run is asked to do. */
export interface ControllerAppOptions extends QueueOptions {
  readonly controller: ControllerOptions;
  /** A line of JSON for each step is written here. */
  readonly stepsPath?: string;
  readonly json: boolean;
  readonly quiet: boolean;
  /** A path, or `-` for standard input. */
  readonly input: string;
}

/** As it was typed, not yet checked. */
interface Flags extends QueueFlags {
  readonly visibility: string;
  readonly findWithin: string;
  readonly skipInvalid?: true;
  readonly steps?: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** STOMP alone cannot hide, and there is nobody else in a queue of this process. */
const HIDING = ['oci', 'hybrid'] as const;

const FOOTER = `
Each line of INPUT is one JSON object: "key", "body", and one of "dueAt" (RFC 3339), "in" ("3h30m") or "offsetSeconds".
Nothing is published when a line cannot be sent or is due in more than 12 hours.
Exit codes: 0 all published, and hidden or in other hands, 1 something was not, 2 bad input or options, 130 stopped.`;

/** Reads and checks the arguments. `undefined`: help was asked for and written. Throws a `UsageError` with the remedy. */
export const readOptions = (
  args: readonly string[],
  writeHelp: (text: string) => void,
): ControllerAppOptions | undefined => {
  const parsed = parseArguments<Flags>(command(), args, writeHelp);
  if (!parsed) return undefined;
  const { input, flags } = parsed;
  checkDistinctPaths(input, { '--steps': flags.steps });
  return {
    ...queueOptions(flags),
    controller: controllerOptions({
      visibilityMs: durationOf('--visibility', flags.visibility),
      findWithinMs: durationOf('--find-within', flags.findWithin),
      skipRefused: flags.skipInvalid === true,
    }),
    ...(flags.steps === undefined ? {} : { stepsPath: flags.steps }),
    json: flags.json === true,
    quiet: flags.quiet === true,
    input,
  };
};

const command = (): Command =>
  addQueueOptions(new Command('delay-controller'), HIDING)
    .description('Publishes messages from NDJSON to a queue of OCI and hides each until it is due.')
    .option('--visibility <DURATION>', 'how long a poll keeps what it brings, 1s to 60s', '5s')
    .option('--find-within <DURATION>', 'give up what no poll has brought for so long, 1s to 1h', '60s')
    .option('--skip-invalid', 'publish the good lines although others cannot be sent')
    .option('--steps <FILE>', 'write a line of JSON for each step of each message, as it happens')
    .option('--json', 'print the report as JSON')
    .option('--quiet', 'print errors only, and the report when --json is given')
    .addHelpText('after', FOOTER);

const durationOf = (option: string, text: string): number => {
  const durationMs = parseDuration(text);
  if (durationMs !== undefined) return durationMs;
  throw new UsageError(`${option} is not a duration: write whole numbers with units, such as 5s or 1m30s.`);
};
