import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { readInstant } from '../clock/instant.js';
import type { FaultPlanInput } from '../faults/fault-plan.js';
import { readFaultPlan } from '../faults/read-fault-plan.js';
import { OCI_LIMITS, type LimitName } from '../limits/limits.js';
import type { QueueDefinition } from '../setup/queue-definition.js';
import { readDefinitions } from '../setup/read-definitions.js';
import { readJsonFile } from '../setup/read-json-file.js';
import { withModes, type ModeName, type Modes } from '../limits/modes.js';

export interface Flags {
  readonly port: number;
  readonly host: string;
  readonly configDir: string;
  /** PEM texts by key id. */
  readonly publicKey: Readonly<Record<string, string>>;
  readonly allowHost: readonly string[];
  readonly allowOrigin: readonly string[];
  readonly queues: readonly QueueDefinition[];
  readonly data?: string;
  readonly log?: string;
  readonly auth: boolean;
  readonly startAt?: number;
  readonly skip: boolean;
  readonly seed?: number;
  readonly stompPort?: number;
  readonly stompTlsPort?: number;
  /** PEM texts. */
  readonly stompTlsCert?: string;
  readonly stompTlsKey?: string;
  readonly limit: Readonly<Partial<Record<LimitName, number>>>;
  readonly mode: Partial<Modes>;
  /** Only show them. */
  readonly limits: boolean;
  readonly faults?: FaultPlanInput;
  readonly untilStdinEnds: boolean;
}

const port = (text: string): number => {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError('A port is a number from 0 (any free one) to 65535.');
};

const seed = (text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A seed is a whole number of at most 9 digits.');
};

const instant = (text: string): number => {
  const atMs = readInstant(text);
  if (atMs !== undefined) return atMs;
  throw new InvalidArgumentError('An instant looks like 2026-01-05T00:00:00Z.');
};

const repeated = (text: string, before: readonly string[]): readonly string[] => [...before, text];

/** `name=value`, split at the first sign that the name cannot have. */
const pair = (text: string, example: string): readonly [string, string] => {
  const at = text.indexOf('=');
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)];
  throw new InvalidArgumentError(`It takes a name and a value, such as ${example}.`);
};

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new InvalidArgumentError(`The file ${file} cannot be read.`);
  }
};

const publicKey = (text: string, before: Flags['publicKey']): Flags['publicKey'] => {
  const [keyId, file] = pair(text, 'ocid1.tenancy…/ocid1.user…/12:34…=public.pem');
  return { ...before, [keyId]: textOf(file) };
};

const queueFile = (file: string): Flags['queues'] => {
  try {
    return readDefinitions(file).queues;
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
};

const faultFile = (file: string): FaultPlanInput => {
  try {
    const plan = readJsonFile(file, 'a fault plan');
    readFaultPlan(plan);
    return plan as FaultPlanInput; // Checked: it can be read.
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
};

const limit = (text: string, before: Flags['limit']): Flags['limit'] => {
  const [name, value] = pair(text, 'messageBytes=131072');
  if (!isLimitName(name)) {
    throw new InvalidArgumentError(
      `There is no limit ${name}. Use one of: ${Object.keys(OCI_LIMITS).join(', ')}.`,
    );
  }
  if (value !== 'off' && !/^\d{1,15}$/.test(value))
    throw new InvalidArgumentError(`Limit ${name} takes a whole number, or off.`);
  return { ...before, [name]: value === 'off' ? Number.POSITIVE_INFINITY : Number(value) };
};

const isLimitName = (name: string): name is LimitName => Object.hasOwn(OCI_LIMITS, name);

const mode = (text: string, before: Flags['mode']): Flags['mode'] => {
  const [name, value] = pair(text, 'pastRetention=reject');
  const given = { ...before, [name]: value };
  try {
    withModes(given);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
  return given as Partial<Record<ModeName, never>>; // Checked: every name has one of its own values.
};

/** The command line of the emulator. Prints and exits for `--help`, and with 1 and one line for what is wrong. */
export const emulatorCommand = (): Command =>
  new Command('snoozeq-emulator')
    .description('OCI Queue on this machine, for the unmodified Oracle SDKs')
    .option('--port <number>', 'port to listen on; 0 takes any free one', port, 0)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--config-dir <dir>', 'where the key and the OCI config file are kept', '.snoozeq')
    .option(
      '--public-key <id=file>',
      'one more key that may sign, in PEM form; may be repeated',
      publicKey,
      {},
    )
    .option('--no-auth', 'do not check signatures')
    .option('--allow-host <name>', 'one more Host that may use /_emulator/; may be repeated', repeated, [])
    .option('--allow-origin <url>', 'an Origin that may use /_emulator/; may be repeated', repeated, [])
    .option('--stomp-port <number>', 'serve STOMP at this port; 0 takes any free one', port)
    .option('--stomp-tls-port <number>', 'serve STOMP over TLS at this port; 0 takes any free one', port)
    .option('--stomp-tls-cert <file>', 'certificate for it, in PEM form; default: one of its own', textOf)
    .option('--stomp-tls-key <file>', 'key of that certificate, in PEM form', textOf)
    .option('--queues <file>', 'JSON with queues that exist from the start', queueFile, [])
    .option('--faults <file>', 'JSON with a plan of what is to go wrong', faultFile)
    .option('--data <dir>', 'keep the state in this folder; without it, it ends with the process')
    .option('--log <file>', 'append one JSON line for each call to this file')
    .option('--start-at <rfc3339>', 'the time in the queues at the start; default: now', instant)
    .option('--skip', 'let time jump ahead while every follower of the clock is idle', false)
    .option('--seed <number>', 'make its random choices repeatable', seed)
    .option('--limit <name=max>', 'another upper end, or off; may be repeated', limit, {})
    .option('--mode <name=value>', 'another choice where OCI leaves it open; may be repeated', mode, {})
    .option('--limits', 'print all limits and modes, as set, and exit', false)
    .option(
      '--until-stdin-ends',
      'stop when standard input ends, so that it does not outlive its parent',
      false,
    );
