import type { EpochMs } from '@snoozeq/core';
import { formatInstant } from '@snoozeq/delay-policy';
import { startChild, type Child } from './child.js';
import { PROGRAMS } from './places.js';
import { UserError } from './user-error.js';

/** A running emulator, and the profile with which any SDK of Oracle reaches it. */
export interface EmulatorProcess {
  readonly origin: string;
  readonly configFile: string;
  readonly profile: string;
  readonly child: Child;
}

export interface EmulatorSettings {
  readonly folder: string;
  readonly callLog: string;
  readonly startAtMs: EpochMs;
  readonly seed: number;
}

/** Starts it with signatures checked and its clock allowed to skip, and resolves when clients can connect. */
export const startEmulatorProcess = async (settings: EmulatorSettings): Promise<EmulatorProcess> => {
  const { folder, callLog, startAtMs, seed } = settings;
  const child = startChild(PROGRAMS.emulator, [
    ...['--config-dir', folder, '--log', callLog, '--start-at', formatInstant(startAtMs)],
    ...['--seed', String(seed), '--skip', '--until-stdin-ends'],
  ]);
  const ready = await Promise.race([child.firstLine, child.ended]);
  if (typeof ready !== 'string') throw new UserError(`The emulator did not start: ${child.complaints()}`);
  return { ...(JSON.parse(ready) as Omit<EmulatorProcess, 'child'>), child };
};

export const stopEmulator = async ({ child }: EmulatorProcess): Promise<void> => {
  child.signal('SIGTERM');
  await child.ended;
};
