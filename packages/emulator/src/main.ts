#!/usr/bin/env node
import { cryptoRandom, seededRandom } from '@snoozeq/core';
import { Command, InvalidArgumentError } from 'commander';
import { serveClock } from './clock/clock-socket.js';
import { SkippingClock } from './clock/emulator-clock.js';
import { isLocalRequest } from './auth/local-only.js';
import { startEmulator } from './start-emulator.js';

interface Flags {
  readonly port: number;
  readonly host: string;
  readonly configDir: string;
  readonly log?: string;
  readonly auth: boolean;
  readonly startAt?: number;
  readonly skip: boolean;
  readonly seed?: number;
  readonly untilStdinEnds: boolean;
}

const port = (text: string): number => {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError('A port is a number from 0 (any free one) to 65535.');
};

const wholeNumber = (text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A seed is a whole number of at most 9 digits.');
};

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const instant = (text: string): number => {
  const atMs = RFC_3339.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(atMs)) return atMs;
  throw new InvalidArgumentError('An instant looks like 2026-01-05T00:00:00Z.');
};

const command = new Command('snoozeq-emulator')
  .description('OCI Queue on this machine, for the unmodified Oracle SDKs')
  .option('--port <number>', 'port to listen on; 0 takes any free one', port, 0)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--config-dir <dir>', 'where the key and the OCI config file are kept', '.snoozeq')
  .option('--log <file>', 'append one JSON line for each call to this file')
  .option('--no-auth', 'do not check signatures')
  .option('--start-at <rfc3339>', 'the time in the queues at the start; default: now', instant)
  .option('--skip', 'let time jump ahead while every follower of the clock is idle', false)
  .option('--seed <number>', 'make its random choices repeatable', wholeNumber)
  .option(
    '--until-stdin-ends',
    'stop when standard input ends, so that it does not outlive its parent',
    false,
  );

const serve = async (flags: Flags): Promise<void> => {
  const clock = new SkippingClock({
    isSkipping: flags.skip,
    ...(flags.startAt !== undefined && { startMs: flags.startAt }),
  });
  const emulator = await startEmulator({
    port: flags.port,
    host: flags.host,
    clock,
    random: flags.seed === undefined ? cryptoRandom : seededRandom(flags.seed),
    ...(flags.log !== undefined && { callLogFile: flags.log }),
    ...(flags.auth ? { auth: 'required', credentialsDir: flags.configDir } : { auth: 'off' }),
  });
  const stopClock = serveClock(emulator.server, clock, isLocalRequest);
  const stop = async (): Promise<void> => {
    stopClock();
    clock.close();
    process.stdin.destroy(); // Being read, it would keep this process alive.
    await emulator.close();
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  if (flags.untilStdinEnds) process.stdin.once('close', () => void stop()).resume();
  const { configFile, profile } = emulator.credentials ?? {};
  console.log(JSON.stringify({ origin: emulator.origin, configFile, profile }));
};

await serve(command.parse().opts<Flags>()).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
