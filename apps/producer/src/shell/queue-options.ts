import type { Command } from 'commander';
import { queueEndpoints, type EndpointFlags, type Endpoints } from './endpoints.js';
import { quoted } from './quoted.js';
import { UsageError } from './usage-error.js';

/** Which queue, and how to reach it: as it was typed, not yet checked. */
export interface QueueFlags extends EndpointFlags {
  readonly queue: string;
  readonly config?: string;
  readonly profile?: string;
}

export interface QueueOptions extends Endpoints {
  readonly queueId: string;
  readonly credentials: { readonly configFile?: string; readonly profile?: string };
}

/** Adds the options that every command on a queue has. */
export const addQueueOptions = (command: Command): Command =>
  command
    .requiredOption('--queue <OCID>', 'the queue')
    .requiredOption('--endpoint <URL>', 'messagesEndpoint of the queue')
    .option('--admin-endpoint <URL>', 'where settings are asked for (default: the region of --endpoint)')
    .option('--config <FILE>', 'OCI configuration file (default: ~/.oci/config)')
    .option('--profile <NAME>', 'profile in it (default: DEFAULT)')
    .option('--clock <URL>', 'follow the clock of an emulator instead of system time');

/** Checks their values. Throws a `UsageError` that names the option and the remedy. */
export const queueOptions = (flags: QueueFlags): QueueOptions => ({
  queueId: queueIdOf(flags.queue),
  ...queueEndpoints(flags),
  credentials: {
    ...(flags.config === undefined ? {} : { configFile: flags.config }),
    ...(flags.profile === undefined ? {} : { profile: flags.profile }),
  },
});

const queueIdOf = (value: string): string => {
  if (/^ocid1\.queue\.\S+$/.test(value)) return value;
  throw new UsageError(
    `--queue ${quoted(value)} is not the OCID of a queue. Copy it from the Console: ocid1.queue.…`,
  );
};
