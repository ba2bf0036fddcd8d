import { resolve } from 'node:path';
import { parseInstant } from '@snoozeq/delay-policy';
import { queueEndpoints } from './endpoints.js';
import type { CommandLine } from './command-line.js';
import { STANDARD_INPUT } from './input-source.js';
import { quoted } from './quoted.js';
import { UsageError } from './usage-error.js';

/** What one run is asked to do. */
export interface ProducerOptions {
  readonly queueId: string;
  readonly endpoint: string;
  readonly adminEndpoint: string;
  readonly credentials: { readonly configFile?: string; readonly profile?: string };
  /** Origin of the clock to follow; absent: system time. */
  readonly clockUrl?: string;
  /** What `in` and `offsetSeconds` count from; absent: the queue clock at the start. */
  readonly fromMs?: number;
  readonly skipInvalid: boolean;
  readonly reportPath?: string;
  readonly publishedPath?: string;
  readonly json: boolean;
  readonly quiet: boolean;
  /** A path, or `-` for standard input. */
  readonly input: string;
}

/** Checks the values of a command line. Throws a `UsageError` that names the option and the remedy. */
export const producerOptions = ({ input, flags }: CommandLine): ProducerOptions => {
  checkPaths(input, flags.report, flags.published);
  return {
    queueId: queueIdOf(flags.queue),
    ...queueEndpoints(flags),
    credentials: {
      ...(flags.config === undefined ? {} : { configFile: flags.config }),
      ...(flags.profile === undefined ? {} : { profile: flags.profile }),
    },
    ...(flags.from === undefined ? {} : { fromMs: fromMsOf(flags.from) }),
    skipInvalid: flags.skipInvalid === true,
    ...(flags.report === undefined ? {} : { reportPath: flags.report }),
    ...(flags.published === undefined ? {} : { publishedPath: flags.published }),
    json: flags.json === true,
    quiet: flags.quiet === true,
    input,
  };
};

const queueIdOf = (value: string): string => {
  if (/^ocid1\.queue\.\S+$/.test(value)) return value;
  throw new UsageError(
    `--queue ${quoted(value)} is not the OCID of a queue. Copy it from the Console: ocid1.queue.…`,
  );
};

const fromMsOf = (value: string): number => {
  const fromMs = parseInstant(value);
  if (fromMs !== undefined) return fromMs;
  throw new UsageError(
    `--from ${quoted(value)} is not RFC 3339 with an offset. Write it like 2026-11-23T00:00:00Z.`,
  );
};

/** An output that is also the input, or another output, would destroy it. */
const checkPaths = (input: string, report?: string, published?: string): void => {
  const used = new Map(input === STANDARD_INPUT ? [] : [[resolve(input), 'the input']]);
  for (const [option, path] of [
    ['--report', report],
    ['--published', published],
  ] as const) {
    if (path === undefined) continue;
    const other = used.get(resolve(path));
    if (other) throw new UsageError(`${option} ${path} is ${other} as well. Name another file.`);
    used.set(resolve(path), option);
  }
};
