#!/usr/bin/env node
import { cryptoRandom, seededRandom } from '@snoozeq/core/base';
import { emulatorCommand, type Flags } from './cli/flags.js';
import { readyLines } from './cli/ready-lines.js';
import { whenInputEnds } from './cli/when-input-ends.js';
import { SkippingClock } from './clock/emulator-clock.js';
import { limitsTable } from './limits/limits-table.js';
import { withLimits } from './limits/limits.js';
import { withModes } from './limits/modes.js';
import { stompOptions } from './cli/stomp-flags.js';
import { startEmulator } from './start-emulator.js';

const serve = async (flags: Flags): Promise<void> => {
  const stomp = stompOptions(flags);
  const emulator = await startEmulator({
    port: flags.port,
    host: flags.host,
    clock: (kept) =>
      new SkippingClock({
        ...kept,
        ...(flags.skip && { isSkipping: true }),
        ...(flags.startAt !== undefined && { startMs: flags.startAt }),
      }),
    random: flags.seed === undefined ? cryptoRandom : seededRandom(flags.seed),
    auth: flags.auth ? 'required' : 'off',
    credentialsDir: flags.configDir,
    publicKeys: flags.publicKey,
    allow: { hosts: flags.allowHost, origins: flags.allowOrigin },
    queues: flags.queues,
    ...(stomp && { stomp }),
    limits: flags.limit,
    modes: flags.mode,
    ...(flags.faults && { faults: flags.faults }),
    ...(flags.data !== undefined && { dataDir: flags.data }),
    ...(flags.log !== undefined && { callLogFile: flags.log }),
  });
  const stop = async (): Promise<void> => {
    process.stdin.destroy(); // Being read, it would keep this process alive.
    await emulator.close();
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  if (flags.untilStdinEnds) whenInputEnds(process.stdin, () => void stop());
  for (const line of readyLines(emulator, process.stdout.isTTY)) console.log(line);
};

const flags = emulatorCommand().parse().opts<Flags>();
if (flags.limits) process.stdout.write(limitsTable(withLimits(flags.limit), withModes(flags.mode)));
else {
  await serve(flags).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
