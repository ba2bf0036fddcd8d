import type { DurationMs } from '@snoozeq/core';
import { expiryMarginMs } from '../../rules/expiry-margin.js';
import { longestHeldMs } from '../planned-holds.js';
import { hopsOf, type Question } from '../question.js';

/** One message of a chain of successors: how far it can carry a delay. */
export interface Leg {
  /** When its retention ends it: from publishing to the start of the expiry margin. */
  readonly relayAfterMs: DurationMs;
  /** A due time up to here is reached without another successor, as far as the retention goes. */
  readonly longestMs: DurationMs;
  /** When its deliveries end it: the last allowed one is never spent on a hold. May be infinite. */
  readonly holdableMs: DurationMs;
  readonly canRelay: boolean;
}

/** Granularity of hides on the service. */
const HIDE_STEP_MS: DurationMs = 1_000;
const wholeSteps = (ms: DurationMs): DurationMs => Math.floor(ms / HIDE_STEP_MS) * HIDE_STEP_MS;

/** What the due gate makes of a message with this retention, lease and delivery limit. */
export const legOf = (question: Question): Leg => {
  const { retentionMs, maxDeliveries } = question.limits;
  const { leaseMs, waits } = question.assumed;
  const marginMs = expiryMarginMs(retentionMs, leaseMs);
  return {
    // The last hide before it is rounded down, and what is left is less than a hide.
    relayAfterMs: wholeSteps(retentionMs - marginMs),
    longestMs: retentionMs - leaseMs,
    holdableMs:
      maxDeliveries > 0 && waits === 'hold'
        ? longestHeldMs(maxDeliveries - 1, hopsOf(question))
        : Number.POSITIVE_INFINITY,
    canRelay: retentionMs > marginMs + HIDE_STEP_MS,
  };
};

/** A delay cut into messages: the waits of those that are relayed, each as often as it occurs, and the wait of the last. */
export interface Chain {
  readonly relayed: readonly { readonly waitMs: DurationMs; readonly times: number }[];
  readonly lastWaitMs: DurationMs;
}

/** Cuts a delay as the due gate does, one message after the other, without running through them. */
export const chainOf = (delayMs: DurationMs, { relayAfterMs, longestMs, holdableMs }: Leg): Chain => {
  // While the due time is beyond the retention, a message ends at its expiry margin or with its deliveries.
  const farMs = Math.min(relayAfterMs, holdableMs);
  const far = times(delayMs - longestMs, farMs);
  const restMs = delayMs - far * farMs;
  // Within the retention only its deliveries can end it.
  const near = times(restMs - holdableMs, holdableMs);
  return {
    relayed: [
      { waitMs: farMs, times: far },
      { waitMs: holdableMs, times: near },
    ].filter((legs) => legs.times > 0),
    lastWaitMs: restMs - (near === 0 ? 0 : near * holdableMs),
  };
};

const times = (excessMs: DurationMs, legMs: DurationMs): number =>
  excessMs > 0 ? Math.ceil(excessMs / legMs) : 0;
