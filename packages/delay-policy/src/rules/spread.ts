import type { DurationMs, EpochMs } from '@snoozeq/core';

const SECOND_MS = 1_000;
export const LONGEST_SPREAD_MS: DurationMs = 3_600_000;

/** How long a full hop is at least: a spread takes no more than half of it, however short hides are. */
export const shortestFullHopMs = (maxHideMs: DurationMs, spreadMs: DurationMs): DurationMs =>
  maxHideMs - Math.min(spreadMs, maxHideMs / 2);

/** The finaliser of murmur3: neighbouring inputs have unrelated results. From 0 to below 1. */
const scattered = (value: number): number => {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
};

/**
 * By how much a full hop that begins now is shortened, from 0 to `spreadMs`. The same for all that is decided within one second, and so
 * for what is settled in one batch: it returns in one batch, too. Another second has another offset, so that a million messages which
 * were published together do not come back together every twelve hours. Pure: it depends on the second only.
 */
export const spreadOffsetMs = (nowMs: EpochMs, spreadMs: DurationMs): DurationMs =>
  Math.floor(scattered(Math.floor(nowMs / SECOND_MS)) * (spreadMs + 1));
