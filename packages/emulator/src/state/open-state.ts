import type { Clock } from '@snoozeq/core';
import type { EmulatorClock } from '../clock/contract.js';
import { SkippingClock } from '../clock/emulator-clock.js';
import type { EmulatorOptions } from '../emulator-options.js';
import type { EmulatorStore } from '../store/contract.js';
import { MemoryStore } from '../store/memory-store.js';
import { isoTime } from '../messages/message-json.js';
import { openStore } from '../store/open-store.js';

export interface OpenState {
  readonly clock: EmulatorClock;
  readonly store: EmulatorStore;
}

type Options = Pick<EmulatorOptions, 'clock' | 'dataDir'> & {
  readonly realClock: Clock;
  readonly reportFault: (error: Error) => void;
};

/** The store, and a clock that does not run behind it. @throws StoreError, or Error for a clock that is behind */
export const openState = async ({ clock, dataDir, realClock, reportFault }: Options): Promise<OpenState> => {
  if (dataDir === undefined)
    return { clock: clock ?? new SkippingClock({ realClock }), store: new MemoryStore() };
  let time: Pick<Clock, 'now'> = clock ?? realClock;
  const store = await openStore({ folder: dataDir, nowMs: () => time.now(), onFailure: reportFault });
  const savedMs = store.restored?.nowMs ?? -Infinity;
  const started = clock ?? new SkippingClock({ realClock, startMs: Math.max(realClock.now(), savedMs) });
  time = started;
  if (started.now() >= savedMs) return { clock: started, store };
  await store.close();
  throw new Error(
    `The clock starts at ${isoTime(started.now())}, but the state in ${dataDir} is of ${isoTime(savedMs)}: queue time never goes back. Start at that time or later, or with another data folder.`,
  );
};
