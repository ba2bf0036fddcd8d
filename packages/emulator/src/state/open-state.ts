import type { Clock } from '@snoozeq/core';
import type { ClockState } from '../clock/clock-state.js';
import type { EmulatorClock } from '../clock/contract.js';
import { SkippingClock } from '../clock/emulator-clock.js';
import type { ClockToBe, EmulatorOptions } from '../emulator-options.js';
import type { EmulatorStore } from '../store/contract.js';
import { MemoryStore } from '../store/memory-store.js';
import { isoTime } from '../messages/message-json.js';
import { openStore } from '../store/open-store.js';

export interface OpenState {
  readonly clock: EmulatorClock;
  /** Whether the clock was made here, and so has to be closed here. */
  readonly isOwnClock: boolean;
  readonly store: EmulatorStore;
}

type Options = Pick<EmulatorOptions, 'clock' | 'dataDir'> & {
  readonly realClock: Clock;
  readonly reportFault: (error: Error) => void;
};

/** The store, and a clock that does not run behind it. @throws StoreError, or Error for a clock that is behind */
export const openState = async (options: Options): Promise<OpenState> => {
  const {
    realClock,
    dataDir,
    reportFault,
    clock = (kept) => new SkippingClock({ ...kept, realClock }),
  } = options;
  let time: Clock = realClock;
  const store: EmulatorStore =
    dataDir === undefined
      ? new MemoryStore()
      : await openStore({ folder: dataDir, clock: () => stateOf(time, realClock), onFailure: reportFault });
  const started = typeof clock === 'function' ? clock(keptBy(store)) : clock;
  time = started;
  const keptMs = store.clock?.nowMs ?? -Infinity;
  if (started.now() >= keptMs) return { clock: started, isOwnClock: started !== clock, store };
  await store.close();
  throw new Error(
    `The clock starts at ${isoTime(started.now())}, but the state in ${dataDir} is of ${isoTime(keptMs)}: queue time never goes back. Start at that time or later, or with another data folder.`,
  );
};

const keptBy = (store: EmulatorStore): ClockToBe => ({
  restored: store.clock,
  onChange: () => store.clockChanged(),
});

/** A clock of somebody else's may be of any kind: it is taken to run as real time does. */
const stateOf = (clock: Clock, realClock: Clock): ClockState =>
  clock instanceof SkippingClock
    ? clock.state
    : { nowMs: clock.now(), realMs: realClock.now(), rate: 1, isFrozen: false, isSkipping: false };
