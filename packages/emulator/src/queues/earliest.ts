import type { EpochMs } from '@snoozeq/core';

/** The first of several instants, some of which may not be known; undefined when none is. */
export const earliest = (instants: Iterable<EpochMs | undefined>): EpochMs | undefined => {
  let found: EpochMs | undefined;
  for (const atMs of instants) {
    if (atMs !== undefined && (found === undefined || atMs < found)) found = atMs;
  }
  return found;
};
