import type { DurationMs } from '@snoozeq/core';

const HOUR_MS = 3_600_000;

/** What OCI Queue documents for every queue, as far as a plan depends on it. A queue may have less, never more. */
export const SERVICE_LIMITS = {
  longestRetentionMs: (168 * HOUR_MS) as DurationMs,
  /** `deadLetterQueueDeliveryCount`; 0 is none. */
  highestDeliveryLimit: 20,
  longestHideMs: (12 * HOUR_MS) as DurationMs,
  channels: 256,
  /** Delivered and not deleted: every hidden message is one of them. */
  inFlight: 100_000,
  /** "2 GB", read as the smaller of its two meanings. */
  storedBytes: 2_000_000_000,
} as const;
