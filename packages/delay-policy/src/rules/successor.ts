import type { Decision, EpochMs, PolicyInput } from '@snoozeq/core';

/** A relay of what no handler saw: the attempts spent so far, this delivery not counted. */
export const successor = (dueAtMs: EpochMs, { counters }: PolicyInput, reason: string): Decision => ({
  kind: 'relay',
  dueAtMs,
  attempts: Math.max(0, counters.attempt - 1),
  reason,
});
