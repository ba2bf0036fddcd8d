import type { Decision, DelayRule, DurationMs, EpochMs, PolicyInput } from '@snoozeq/core';
import { formatDuration } from '../time/duration.js';
import { expiryMargin } from './expiry-margin.js';
import { LONGEST_SPREAD_MS, shortestFullHopMs, spreadOffsetMs } from './spread.js';
import { successor } from './successor.js';

export interface DueGateOptions {
  /** A message due within this is kept in memory, to the millisecond. Default 1 000; at least the step of a hide. */
  readonly waitBelowMs?: DurationMs;
  /**
   * Gathers messages that are due within this of each other: they return together, in one full batch, and wait in memory to their
   * own due times. Default 0: each returns at its own second. Best below two thirds of the lease, where waiting needs no renewal.
   */
  readonly coalesceMs?: DurationMs;
  /** Keeps receipts of longer waits and renews them, so that a wait of days spends one delivery. Default false. */
  readonly keep?: boolean;
  /**
   * Full hops end up to this much sooner, by one offset for all that is hidden in the same second: a flood that was published together
   * does not return together. Default 0; at most an hour. Costs a further hop now and then, which the planner prices.
   */
  readonly spreadMs?: DurationMs;
}

const DEFAULT_WAIT_BELOW_MS = 1_000;
const LONGEST_COALESCE_MS: DurationMs = 3_600_000;

/**
 * Lets nothing pass before its due time. Abstains for messages that are due, or carry no due time. The others wait in memory when
 * nearly due, are relayed when they would expire first or have no delivery left, and are held otherwise. Dead-letters only where
 * the settings of the queue leave no other way, and says which. Throws a `RangeError` for options out of range.
 */
export const dueGate = (options: DueGateOptions = {}): DelayRule => {
  refuseCoalescing(options.coalesceMs ?? 0);
  refuseSpread(options.spreadMs ?? 0);
  return (input) => {
    const dueAtMs = input.reading.kind === 'stamped' ? input.reading.stamp.dueAtMs : undefined;
    if (dueAtMs === undefined || dueAtMs <= input.nowMs) return undefined;
    const waitBelowMs = longestWaitMs(options, input);
    return (
      waitNearlyDue(dueAtMs, waitBelowMs, input) ??
      relayBeforeExpiry(dueAtMs, input) ??
      relayLastDelivery(dueAtMs, input) ??
      hold(dueAtMs, input, options)
    );
  };
};

const refuseCoalescing = (coalesceMs: DurationMs): void => {
  if (coalesceMs >= 0 && coalesceMs <= LONGEST_COALESCE_MS) return;
  throw new RangeError(
    `coalesceMs ${coalesceMs}: give 0 to ${LONGEST_COALESCE_MS}, best less than two thirds of the lease`,
  );
};

const refuseSpread = (spreadMs: DurationMs): void => {
  if (spreadMs >= 0 && spreadMs <= LONGEST_SPREAD_MS) return;
  throw new RangeError(`spreadMs ${spreadMs}: give 0 to ${LONGEST_SPREAD_MS}`);
};

/** Below one step a hide is rounded to nothing, so a shorter threshold would redeliver in a tight loop. */
const longestWaitMs = (
  { waitBelowMs = DEFAULT_WAIT_BELOW_MS, coalesceMs = 0 }: DueGateOptions,
  { limits: { hideStepMs } }: PolicyInput,
): DurationMs => Math.max(waitBelowMs, hideStepMs, coalesceMs > 0 ? coalesceMs + 2 * hideStepMs : 0);

const waitNearlyDue = (
  dueAtMs: EpochMs,
  waitBelowMs: DurationMs,
  input: PolicyInput,
): Decision | undefined =>
  dueAtMs - input.nowMs <= waitBelowMs && dueAtMs + waitBelowMs <= input.delivery.message.expiresAtMs
    ? { kind: 'wait', untilMs: dueAtMs }
    : undefined;

const relayBeforeExpiry = (dueAtMs: EpochMs, input: PolicyInput): Decision | undefined => {
  const { nowMs, limits, delivery } = input;
  const { relayFromMs, latestDueMs, canRelay } = expiryMargin(input);
  if (dueAtMs <= latestDueMs || nowMs + limits.hideStepMs < relayFromMs) return undefined;
  const { expiresAtMs } = delivery.message;
  if (canRelay) {
    const leftMs = Math.max(0, expiresAtMs - nowMs);
    return successor(
      dueAtMs,
      input,
      `expires in ${formatDuration(leftMs)}, due in ${formatDuration(dueAtMs - nowMs)}`,
    );
  }
  // The successor would be as near to its own expiry: relays without end. Memory is the only place left to wait in.
  if (dueAtMs < expiresAtMs) return { kind: 'wait', untilMs: dueAtMs };
  return { kind: 'dead-letter', reason: `not due before it expires, and ${RETENTION_TOO_SHORT}` };
};

const relayLastDelivery = (dueAtMs: EpochMs, input: PolicyInput): Decision | undefined => {
  const { maxDeliveries } = input.limits;
  if (maxDeliveries === 0 || input.delivery.deliveryCount < maxDeliveries) return undefined;
  // The successor would be on its last delivery when it is first seen: relays without end.
  if (maxDeliveries === 1) return { kind: 'dead-letter', reason: `not due, and ${NO_DELIVERY_FOR_A_HOLD}` };
  return successor(
    dueAtMs,
    input,
    `delivery ${input.delivery.deliveryCount} of ${maxDeliveries} is the last allowed`,
  );
};

const RETENTION_TOO_SHORT =
  'the retention leaves less than a lease to hold a successor; use a longer retention or a shorter lease';
const NO_DELIVERY_FOR_A_HOLD =
  'a delivery limit of 1 leaves none for a hold; set deadLetterQueueDeliveryCount to 0, or to 4 or more';

/** One hop: to the due time, the longest hide or the start of the expiry margin, whichever comes first. */
const hold = (
  dueAtMs: EpochMs,
  input: PolicyInput,
  { keep, coalesceMs = 0, spreadMs = 0 }: DueGateOptions,
): Decision => {
  const { nowMs, limits } = input;
  const { relayFromMs, latestDueMs } = expiryMargin(input);
  const lastMs = dueAtMs > latestDueMs ? relayFromMs : gathered(dueAtMs, coalesceMs);
  const longestMs = nowMs + limits.maxHideMs + roundingReserveMs(limits.hideStepMs);
  const reason = `not due for ${formatDuration(dueAtMs - nowMs)}`;
  if (lastMs <= longestMs) return { kind: 'hold', untilMs: lastMs, reason };
  return keep
    ? { kind: 'keep', untilMs: lastMs, reason }
    : { kind: 'hold', untilMs: longestMs - spreadOffsetMs(nowMs, spreadOf(limits, spreadMs)), reason };
};

const spreadOf = ({ maxHideMs }: PolicyInput['limits'], spreadMs: DurationMs): DurationMs =>
  maxHideMs - shortestFullHopMs(maxHideMs, spreadMs);

/** Neighbours share one instant on a grid, so that each of them is held to the same second and returned by the same call. */
const gathered = (dueAtMs: EpochMs, coalesceMs: DurationMs): EpochMs =>
  coalesceMs > 0 ? Math.floor(dueAtMs / coalesceMs) * coalesceMs : dueAtMs;

/**
 * A hide is rounded down to whole steps, some milliseconds after it was decided, so a full hop would always lose a step, and a delay
 * of exactly two hops would need three. Less than one step on top makes it the longest hide after all, and never more.
 */
const roundingReserveMs = (hideStepMs: DurationMs): DurationMs => Math.max(0, hideStepMs - 1);
