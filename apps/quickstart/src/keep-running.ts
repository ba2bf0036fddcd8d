import { once } from 'node:events';
import { stopEmulator, type EmulatorProcess } from './emulator-process.js';

/** How any client reaches an emulator that was left running. */
const reachLines = ({ origin, configFile, profile }: Omit<EmulatorProcess, 'child'>): readonly string[] => [
  `The emulator is still running at ${origin}, with the queues of this run. Ctrl-C stops it.`,
  `  for an SDK of Oracle  endpoint ${origin}, config file ${configFile}, profile ${profile}`,
  `  what is in it         curl ${origin}/_emulator/queues`,
  `  its clock             curl ${origin}/_emulator/clock`,
];

/** Says how to reach the emulator, on standard error since the report may be data, and stops it on the first signal. */
export const keepRunning = async (emulator: EmulatorProcess, interrupted: AbortSignal): Promise<void> => {
  for (const line of reachLines(emulator)) console.error(line);
  // Asked to stop, or ended by somebody else: either is the end of keeping.
  if (!interrupted.aborted) await Promise.race([once(interrupted, 'abort'), emulator.child.ended]);
  await stopEmulator(emulator);
};
