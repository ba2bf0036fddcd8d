import type { Decision, Outcome } from '../contracts/decision.js';
import type { PolicyInput, PolicyLimits } from '../contracts/policy.js';
import type { Settlement } from '../contracts/settlement.js';
import type { EpochMs } from '../contracts/time.js';
import { releaseOf } from './release.js';
import type { Work } from './work.js';

export interface OutcomeContext {
  readonly work: Work;
  readonly nowMs: EpochMs;
  readonly limits: PolicyLimits;
  /** Asks the policy what a failure should lead to. */
  readonly judgeFailure: (failure: NonNullable<PolicyInput['failure']>) => Decision;
}

/** What has to be settled for what a handler said. */
export const settlementOf = (outcome: Outcome, context: OutcomeContext): Settlement => {
  switch (outcome.kind) {
    case 'complete':
    case 'dead-letter':
      return outcome;
    case 'release':
      return releaseOf(context.work, context.nowMs, context.limits);
    case 'defer':
      return deferUntil(outcome.untilMs, context);
    case 'retry': {
      const { error = new Error('the handler asked for a retry'), afterMs } = outcome;
      return finalOf(context.judgeFailure({ error, ...(afterMs !== undefined && { afterMs }) }), context);
    }
    default:
      outcome satisfies never;
      return failed('the handler returned something that is not an outcome: return one, or nothing', context);
  }
};

/** Types can be got around, and what cannot be settled must not reach the settler. */
const failed = (text: string, context: OutcomeContext): Settlement =>
  finalOf(context.judgeFailure({ error: new TypeError(text) }), context);

/** Not a failure: the start that asked for it does not count. */
const deferUntil = (untilMs: EpochMs, context: OutcomeContext): Settlement =>
  Number.isFinite(untilMs)
    ? putOff(
        { untilMs, attempts: context.work.counters.attempt - 1, reason: 'deferred by its handler' },
        context,
      )
    : failed(`the handler deferred until ${untilMs}: give epoch milliseconds`, context);

/** A failed delivery cannot be handed over again in place: what is not a settlement yet becomes the shortest hold. */
const finalOf = (decision: Decision, context: OutcomeContext): Settlement => {
  const { attempt: attempts } = context.work.counters;
  switch (decision.kind) {
    case 'deliver':
      return { kind: 'release' };
    case 'wait':
      return putOff({ ...decision, attempts, reason: 'waits for its next attempt' }, context);
    case 'hold':
    case 'keep':
      return putOff({ ...decision, attempts }, context);
    case 'relay':
    case 'dead-letter':
    case 'drop':
    case 'release':
      return decision;
    default:
      return decision satisfies never;
  }
};

export interface Return {
  readonly untilMs: EpochMs;
  readonly reason: string;
  /** What a successor starts from. */
  readonly attempts: number;
}

/**
 * A hold, or a successor where no hold reaches: beyond the longest hide or into the last lease the message would come back earlier,
 * and look due, because its stamp cannot be changed in place; after the last delivery it would not come back.
 */
export const putOff = (
  { untilMs, reason, attempts }: Return,
  { work: { delivery }, nowMs, limits }: Omit<OutcomeContext, 'judgeFailure'>,
): Settlement => {
  // Hides round down to whole steps, and no gate waits for the rest of a message that is past its stamp: so round up here.
  const holdUntilMs = untilMs + limits.hideStepMs - 1;
  const isTooFar =
    untilMs - nowMs > limits.maxHideMs || holdUntilMs > delivery.message.expiresAtMs - limits.leaseMs;
  const isLastDelivery = limits.maxDeliveries > 0 && delivery.deliveryCount >= limits.maxDeliveries;
  return isTooFar || isLastDelivery
    ? { kind: 'relay', dueAtMs: untilMs, attempts, reason }
    : { kind: 'hold', untilMs: holdUntilMs, reason };
};
