import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  /** How consumers receive. */
  readonly transport: 'oci' | 'hybrid';
  /** Tells consumers where STOMP is; absent: it is not served. */
  readonly stompFile?: string;
  readonly child: Child;
}

export interface EmulatorSettings {
  readonly folder: string;
  readonly callLog: string;
  readonly startAtMs: EpochMs;
  readonly seed: number;
  readonly transport: 'oci' | 'hybrid';
}

/** Starts it with signatures checked and its clock allowed to skip, and resolves when clients can connect. */
export const startEmulatorProcess = async (settings: EmulatorSettings): Promise<EmulatorProcess> => {
  const { folder, callLog, startAtMs, seed, transport } = settings;
  const child = startChild(PROGRAMS.emulator, [
    ...['--config-dir', folder, '--log', callLog, '--start-at', formatInstant(startAtMs)],
    ...['--seed', String(seed), '--skip', '--until-stdin-ends'],
    ...(transport === 'hybrid' ? ['--stomp-port', '0'] : []),
  ]);
  const ready = await Promise.race([child.firstLine, child.ended]);
  if (typeof ready !== 'string') throw new UserError(`The emulator did not start: ${child.complaints()}`);
  const { stomp, ...told } = JSON.parse(ready) as ReadyLine;
  if (stomp === undefined) return { ...told, transport, child };
  const stompFile = join(folder, 'stomp.json');
  writeFileSync(stompFile, JSON.stringify(stomp));
  return { ...told, transport, stompFile, child };
};

type ReadyLine = Pick<EmulatorProcess, 'origin' | 'configFile' | 'profile'> & { readonly stomp?: object };

export const stopEmulator = async ({ child }: EmulatorProcess): Promise<void> => {
  child.signal('SIGTERM');
  await child.ended;
};
