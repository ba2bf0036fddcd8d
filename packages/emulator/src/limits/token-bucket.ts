import type { EpochMs } from '@snoozeq/core';

/**
 * What may still pass under a rate: it fills at that rate, up to what one second allows. What passes may be more than is left,
 * since the size of a reply is known only when it was made: later calls pay for it.
 */
export interface TokenBucket {
  readonly level: number;
  readonly atMs: EpochMs;
}

export const fullBucket = (perSecond: number, nowMs: EpochMs): TokenBucket => ({
  level: perSecond,
  atMs: nowMs,
});

/** Never negative in time: a clock that went back fills nothing. */
export const filled = ({ level, atMs }: TokenBucket, perSecond: number, nowMs: EpochMs): TokenBucket => {
  const elapsedMs = Math.max(0, nowMs - atMs);
  return { level: Math.min(perSecond, level + (elapsedMs * perSecond) / 1_000), atMs: nowMs };
};

export const isOpen = ({ level }: TokenBucket): boolean => level >= 1;

export const spent = ({ level, atMs }: TokenBucket, amount: number): TokenBucket => ({
  level: level - amount,
  atMs,
});
