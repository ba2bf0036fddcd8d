import type { Clock } from '@snoozeq/core';
import type { QueueClock } from '../clock/contract.js';

/** Runs `task` once, when `forMs` have passed; Infinity: never. The result cancels it. */
export type PollDeadline = (forMs: number, task: () => void) => () => void;

/**
 * A long poll ends when its time is over in the queue or in reality, whichever is first. Its client waits in real time: when the
 * clock stands still, or is slow, an SDK that knows nothing of it must not take the emulator for dead.
 */
export const pollDeadline =
  (queueClock: QueueClock, realClock: Clock): PollDeadline =>
  (forMs, task) => {
    if (forMs === Infinity) return () => undefined;
    const cancels = [
      queueClock.scheduleInPassing(Math.floor(queueClock.now()) + forMs, () => end()),
      realClock.schedule(realClock.now() + forMs, () => end()),
    ];
    const cancel = (): void => cancels.forEach((each) => each());
    const end = (): void => {
      cancel();
      task();
    };
    return cancel;
  };
