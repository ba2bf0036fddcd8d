import type { Decision, PolicyLimits, StampReading } from '@snoozeq/core';
import { defaultPolicy } from '../rules/default-policy.js';
import { anInput, NOW, stamped } from './policy-input.js';

export interface Life {
  readonly dueAtMs: number;
  readonly retentionMs: number;
  readonly limits: PolicyLimits;
  /** From judging to the moment that the service starts the hide. */
  readonly settleMs: number;
  /** From becoming visible to being judged. */
  readonly lateMs: number;
}

export interface Ended {
  readonly decision: Decision;
  readonly nowMs: number;
  /** Of the last message. */
  readonly deliveryCount: number;
  /** Of the message and its predecessors together. */
  readonly deliveries: number;
  readonly relays: number;
  readonly holds: number;
  readonly attempt: number;
}

/** What a settler does: at most the longest hide, at most one lease before the expiry, rounded down to whole steps. */
export const hideMs = (
  untilMs: number,
  nowMs: number,
  expiresAtMs: number,
  { maxHideMs, leaseMs, hideStepMs }: PolicyLimits,
) =>
  Math.floor(Math.max(0, Math.min(untilMs - nowMs, maxHideMs, expiresAtMs - leaseMs - nowMs)) / hideStepMs) *
  hideStepMs;

const policy = defaultPolicy();

/** Lives one message through holds, waits and relays until it is delivered or given up. */
export const live = ({ dueAtMs, retentionMs, limits, settleMs, lateMs }: Life): Ended => {
  let [nowMs, createdAtMs, deliveryCount, relays, before] = [NOW + lateMs, NOW, 1, 0, 0];
  let reading: StampReading = stamped({ dueAtMs });
  for (let steps = 0; steps < 5_000; steps += 1) {
    const expiresAtMs = createdAtMs + retentionMs;
    const input = anInput({ reading, deliveryCount, nowMs, limits, message: { createdAtMs, expiresAtMs } });
    const decision = policy(input);
    if (decision.kind === 'wait') {
      nowMs = decision.untilMs;
    } else if (decision.kind === 'hold') {
      nowMs += settleMs;
      nowMs += hideMs(decision.untilMs, nowMs, expiresAtMs, limits) + lateMs;
      deliveryCount += 1;
    } else if (decision.kind === 'relay') {
      nowMs += settleMs;
      before += deliveryCount;
      [createdAtMs, deliveryCount, relays] = [nowMs, 1, relays + 1];
      reading = stamped({ dueAtMs: decision.dueAtMs, attempts: decision.attempts, relays });
      nowMs += lateMs;
    } else {
      return {
        decision,
        nowMs,
        deliveryCount,
        deliveries: before + deliveryCount,
        relays,
        ...input.counters,
      };
    }
  }
  throw new Error('held for ever');
};
