import type { DurationMs, EpochMs, PolicyInput } from '@snoozeq/core';

/** How near to its expiry a message may wait, and how near it may still be handled. */
export interface ExpiryMargin {
  /** From here on a message that would be due too late is relayed. Nothing is held beyond it. */
  readonly relayFromMs: EpochMs;
  /** A due time up to here leaves one lease for handling. */
  readonly latestDueMs: EpochMs;
  /** Whether a successor would live long enough to be held; with a retention of hardly a lease it would not. */
  readonly canRelay: boolean;
}

/** A deploy or a short outage in the margin must not cost a message its life. */
const OUTAGE_MS: DurationMs = 900_000;

/** See `expiryMargin`. `lifeMs`: from publishing to the expiry. */
export const expiryMarginMs = (lifeMs: DurationMs, leaseMs: DurationMs): DurationMs =>
  Math.max(leaseMs, Math.min(Math.max(3 * leaseMs, OUTAGE_MS), Math.floor(lifeMs / 4)));

/**
 * A quarter of an hour before the expiry, and at least three leases, as room for a relay, its retries and an outage; but no more than a quarter of the message's life, so that a
 * short retention does not put the successor inside its own margin; but no less than one lease, because no hide reaches into it.
 */
export const expiryMargin = ({ delivery: { message }, limits }: PolicyInput): ExpiryMargin => {
  const { createdAtMs, expiresAtMs } = message;
  const lifeMs: DurationMs = createdAtMs === undefined ? Number.POSITIVE_INFINITY : expiresAtMs - createdAtMs;
  const marginMs = expiryMarginMs(lifeMs, limits.leaseMs);
  return {
    relayFromMs: expiresAtMs - marginMs,
    latestDueMs: expiresAtMs - limits.leaseMs,
    canRelay: lifeMs > marginMs + limits.hideStepMs,
  };
};
