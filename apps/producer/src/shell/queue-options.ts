import { Option, type Command } from 'commander';
import { queueEndpoints, type EndpointFlags } from './endpoints.js';
import { clockUrlOf } from './clock-url.js';
import { TRANSPORTS, type QueuePlace, type TransportName } from './queue-place.js';
import { quoted } from './quoted.js';
import { readStompPlace } from './stomp-place.js';
import { UsageError } from './usage-error.js';

/** Which queue, and how to reach it: as it was typed, not yet checked. */
export interface QueueFlags extends EndpointFlags {
  readonly transport: TransportName;
  readonly queue?: string;
  readonly config?: string;
  readonly profile?: string;
  readonly stomp?: string;
  readonly clock?: string;
}

export interface QueueOptions {
  readonly place: QueuePlace;
  /** Origin of the clock to follow; absent: system time. */
  readonly clockUrl?: string;
}

/** Adds the options that every command on a queue has. @param transports those that are of use to the command */
export const addQueueOptions = (
  command: Command,
  transports: readonly TransportName[] = TRANSPORTS,
): Command =>
  command
    .option('--queue <OCID>', 'the queue; required, except in memory')
    .option('--endpoint <URL>', 'messagesEndpoint of the queue (default: what the queue itself names)')
    .option(
      '--admin-endpoint <URL>',
      'where settings are asked for (default: the region of --endpoint); one of the two is required, except in memory',
    )
    .option('--config <FILE>', 'OCI configuration file (default: ~/.oci/config)')
    .option('--profile <NAME>', 'profile in it (default: DEFAULT)')
    .addOption(
      new Option('--transport <NAME>', 'over what; producers and consumers of a queue have the same')
        .choices(transports)
        .default('oci'),
    )
    .option('--stomp <FILE>', 'where STOMP is and as whom, as JSON; see docs/transport-stomp.md')
    .option('--clock <URL>', 'follow the clock of an emulator instead of system time');

/** Checks their values. Throws a `UsageError` that names the option and the remedy. */
export const queueOptions = (flags: QueueFlags): QueueOptions => ({
  place: flags.transport === 'memory' ? memoryPlace(flags) : remotePlace(flags.transport, flags),
  ...(flags.clock === undefined ? {} : { clockUrl: clockUrlOf(flags.clock) }),
});

const ELSEWHERE = ['queue', 'endpoint', 'adminEndpoint', 'config', 'profile', 'stomp'] as const;

const memoryPlace = (flags: QueueFlags): QueuePlace => {
  const given = ELSEWHERE.find((name) => flags[name] !== undefined);
  if (given === undefined) return { transport: 'memory' };
  throw new UsageError(
    `--transport memory is a queue in this process, but --${given.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)} is for one elsewhere. Leave one of the two out.`,
  );
};

const remotePlace = (transport: Exclude<TransportName, 'memory'>, flags: QueueFlags): QueuePlace => {
  const { config, profile } = flags;
  const queue = {
    queueId: queueIdOf(flags.queue),
    ...queueEndpoints(flags),
    credentials: {
      ...(config === undefined ? {} : { configFile: config }),
      ...(profile === undefined ? {} : { profile }),
    },
  };
  if (transport === 'oci') return { transport, ...queue };
  if (flags.stomp !== undefined) return { transport, ...queue, stomp: readStompPlace(flags.stomp) };
  if (transport === 'hybrid') return { transport, ...queue };
  throw new UsageError('--transport stomp takes --stomp with a file that says where STOMP is, and as whom.');
};

const queueIdOf = (value: string | undefined): string => {
  if (value === undefined)
    throw new UsageError('--queue is missing. Give the OCID of the queue, or --transport memory.');
  if (/^ocid1\.queue\.\S+$/.test(value)) return value;
  throw new UsageError(
    `--queue ${quoted(value)} is not the OCID of a queue. Copy it from the Console: ocid1.queue.…`,
  );
};
