import type { DurationMs } from '@snoozeq/core';

/** Holds that a delay needs when each hides for as long as the service allows: ⌈D/V⌉, and none for a delay that is over. */
export const plannedHolds = (delayMs: DurationMs, maxHideMs: DurationMs): number =>
  delayMs > 0 && maxHideMs > 0 ? Math.ceil(delayMs / maxHideMs) : 0;
