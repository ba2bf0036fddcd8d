import type { EpochMs } from '@snoozeq/core';

/** The first of several instants, some of which may not be known; undefined when none is. */
export const earliest = (instants: Iterable<EpochMs | undefined>): EpochMs | undefined => {
  let found: EpochMs | undefined;
  for (const atMs of instants) found = earlier(found, atMs);
  return found;
};

export const earlier = (one: EpochMs | undefined, other: EpochMs | undefined): EpochMs | undefined =>
  other === undefined || (one !== undefined && one <= other) ? one : other;
