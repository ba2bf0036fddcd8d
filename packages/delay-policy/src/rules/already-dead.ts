import type { DelayRule } from '@snoozeq/core';

const REASON = 'dead letter: not handled';

/**
 * Keeps a message that is stamped dead from every handler. Meeting one means that a consumer reads the dead lane by mistake, so it
 * is hidden for as long as allowed: nothing is handled, nothing is lost, and the mistake costs two calls per hide.
 */
export const alreadyDead =
  (): DelayRule =>
  ({ reading, delivery, nowMs, limits }) => {
    if (reading.kind !== 'stamped' || reading.stamp.dead === undefined) return undefined;
    const expiresAtMs = delivery.message.expiresAtMs;
    const remainingMs = expiresAtMs - nowMs;
    // No hide reaches into the last lease: one would be cut to nothing and bring it back at once, again and again.
    if (remainingMs > 0 && remainingMs <= limits.leaseMs + limits.hideStepMs)
      return { kind: 'wait', untilMs: expiresAtMs };
    return { kind: 'hold', untilMs: Math.min(nowMs + limits.maxHideMs, expiresAtMs), reason: REASON };
  };
