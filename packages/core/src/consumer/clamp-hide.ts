import type { Message } from '../contracts/message.js';
import type { PolicyLimits } from '../contracts/policy.js';
import type { DurationMs, EpochMs } from '../contracts/time.js';

/**
 * How long to hide a message that should return at `untilMs`: at most the longest hide, and never so long that it would expire
 * before somebody can work on it. It returns at least one lease before its expiry, or, when even that has passed, at once.
 */
export const clampHideMs = (
  untilMs: EpochMs,
  nowMs: EpochMs,
  message: Pick<Message, 'expiresAtMs'>,
  limits: Pick<PolicyLimits, 'leaseMs' | 'maxHideMs'>,
): DurationMs => {
  const lastCallMs = message.expiresAtMs - limits.leaseMs;
  return Math.max(0, Math.min(untilMs - nowMs, lastCallMs - nowMs, limits.maxHideMs));
};
