import type { Clock } from '../contracts/clock.js';

/** Longest delay that a Node.js timer takes; longer ones fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * System time. Monotonic: it starts from the wall clock and then ignores steps of it, because a host whose clock is set forward
 * must not make a message look due.
 */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  schedule(atMs, task) {
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      const restMs = atMs - systemClock.now();
      timer = setTimeout(
        () => (systemClock.now() >= atMs ? task() : arm()),
        Math.min(Math.max(0, Math.ceil(restMs)), MAX_TIMER_MS),
      );
    };
    arm();
    return () => clearTimeout(timer);
  },
};
