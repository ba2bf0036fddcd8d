import type { DelayRule } from '@snoozeq/core';
import { formatInstant } from '../time/instant.js';

/**
 * Dead-letters a message that its publisher has called pointless by now (`snoozeq-expires-at`), or that would be by its due time.
 * Never drops it: somebody waits for it perhaps, and the reason says what happened. Abstains where no such instant was given.
 */
export const expired =
  (): DelayRule =>
  ({ reading, nowMs, failure, counters }) => {
    if (reading.kind !== 'stamped' || reading.stamp.expiresAtMs === undefined) return undefined;
    const { expiresAtMs, dueAtMs = nowMs } = reading.stamp;
    if (expiresAtMs >= Math.max(nowMs, dueAtMs)) return undefined;
    const at = `expired at ${formatInstant(expiresAtMs)}`;
    if (failure !== undefined)
      return { kind: 'dead-letter', reason: `${at}, after attempt ${counters.attempt} failed` };
    return {
      kind: 'dead-letter',
      reason: dueAtMs > nowMs ? `${at}, before it is due` : `${at}, before it could be handled`,
    };
  };
