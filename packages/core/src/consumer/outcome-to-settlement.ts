import type { Decision, Outcome } from '../contracts/decision.js';
import type { PolicyInput, PolicyLimits } from '../contracts/policy.js';
import type { Settlement } from '../contracts/settlement.js';
import type { EpochMs } from '../contracts/time.js';
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
    case 'release':
    case 'dead-letter':
      return outcome;
    case 'defer':
      return deferUntil(outcome.untilMs, context);
    case 'retry': {
      const { error = new Error('the handler asked for a retry'), afterMs } = outcome;
      return finalOf(context.judgeFailure({ error, ...(afterMs !== undefined && { afterMs }) }), context);
    }
    default:
      return outcome satisfies never;
  }
};

/** A failed delivery cannot be handed over again in place: what is not a settlement yet becomes the shortest hold. */
const finalOf = (decision: Decision, context: OutcomeContext): Settlement => {
  switch (decision.kind) {
    case 'deliver':
      return { kind: 'release' };
    case 'wait':
      return notBefore(decision.untilMs, 'waits for its next attempt', context);
    case 'hold':
      return notBefore(decision.untilMs, decision.reason, context);
    case 'relay':
    case 'dead-letter':
    case 'drop':
    case 'release':
      return decision;
    default:
      return decision satisfies never;
  }
};

/** Beyond the longest hide the stamp would look due after one lapse, so a later due time that far away needs a successor. */
const deferUntil = (untilMs: EpochMs, context: OutcomeContext): Settlement => {
  const { work, nowMs, limits } = context;
  const { delivery, counters } = work;
  const isTooFar =
    untilMs - nowMs > limits.maxHideMs || untilMs > delivery.message.expiresAtMs - limits.leaseMs;
  const isLastDelivery = limits.maxDeliveries > 0 && delivery.deliveryCount >= limits.maxDeliveries;
  return isTooFar || isLastDelivery
    ? { kind: 'relay', dueAtMs: untilMs, attempts: counters.attempt - 1, reason: 'deferred by its handler' }
    : notBefore(untilMs, 'deferred by its handler', context);
};

/** Hides round down to whole steps, and no gate waits for the rest of a message that is past its stamp: so round up here. */
const notBefore = (untilMs: EpochMs, reason: string, { limits }: OutcomeContext): Settlement => ({
  kind: 'hold',
  untilMs: untilMs + limits.hideStepMs - 1,
  reason,
});
