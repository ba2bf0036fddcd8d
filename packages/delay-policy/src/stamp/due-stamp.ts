import type { DurationMs, StampConvention } from '@snoozeq/core';
import { countDeliveries, type CountLimits } from './count-deliveries.js';
import { DEFAULT_HORIZON_MS, readStamp } from './read-stamp.js';
import { writeStamp } from './write-stamp.js';

export interface DueStampOptions extends CountLimits {
  /** A due time further ahead than this is not believed, and the message is poison. Default 400 days. */
  readonly horizonMs?: DurationMs;
}

/**
 * Wire convention v1: the due stamp as `snoozeq-…` custom properties. A message without any of them is unstamped and due at once;
 * one with an id but no due time is stamped and due at once.
 */
export const dueStampV1 = (options: DueStampOptions): StampConvention => ({
  read: (message, nowMs) => readStamp(message, nowMs, options.horizonMs ?? DEFAULT_HORIZON_MS),
  write: writeStamp,
  count: (delivery, reading) => countDeliveries(delivery, reading, options),
});
