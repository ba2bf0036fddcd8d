import type { DurationMs } from '@snoozeq/core';
import { shortestFullHopMs } from '../rules/spread.js';

/** How far a hide goes: the longest one, V, and by how much a spread may shorten every hop but the last, S (default 0). */
export interface Hops {
  readonly maxHideMs: DurationMs;
  readonly spreadMs?: DurationMs;
}

/**
 * Holds that a delay needs at most: 1 + ⌈(D − V)/(V − S)⌉, since the last hop is never shortened, and none for a delay that is over.
 * Without a spread that is ⌈D/V⌉.
 */
export const plannedHolds = (delayMs: DurationMs, { maxHideMs, spreadMs = 0 }: Hops): number =>
  delayMs > 0 && maxHideMs > 0
    ? 1 + Math.ceil(Math.max(0, delayMs - maxHideMs) / shortestFullHopMs(maxHideMs, spreadMs))
    : 0;

/** The longest delay that so many holds are sure to carry. */
export const longestHeldMs = (holds: number, { maxHideMs, spreadMs = 0 }: Hops): DurationMs =>
  holds > 0 ? maxHideMs + (holds - 1) * shortestFullHopMs(maxHideMs, spreadMs) : 0;
