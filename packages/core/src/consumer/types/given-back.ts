import type { EpochMs } from '../../contracts/time.js';
import type { Verdict, Work } from '../work.js';

/**
 * Work that exceeds the limits of its type goes back as a successor that is due at its turn: hidden in place it would come back with
 * one delivery more, which nobody could tell from an attempt. Not put off beyond the instant at which handling it is pointless.
 */
export const givenBack = (work: Work, untilMs: EpochMs): Verdict => {
  const { counters, reading } = work;
  const stamp = reading.kind === 'stamped' ? reading.stamp : undefined;
  return {
    kind: 'decided',
    work,
    settlement: {
      kind: 'relay',
      dueAtMs: Math.min(untilMs, stamp?.expiresAtMs ?? Number.POSITIVE_INFINITY),
      attempts: Math.max(0, counters.attempt - 1),
      reason: `type ${stamp?.type} is at its limit`,
    },
  };
};
