import type { DelayPolicy, DelayRule } from '@snoozeq/core';

/**
 * The first rule with an opinion decides; with none the message is delivered. After a failure it is released instead: it becomes
 * visible at once, and the delivery limit of the service ends the retries. Add `retryAfterFailure` for a back-off and a limit.
 */
export const policyOf =
  (...rules: readonly DelayRule[]): DelayPolicy =>
  (input) => {
    for (const rule of rules) {
      const decision = rule(input);
      if (decision !== undefined) return decision;
    }
    return input.failure === undefined ? { kind: 'deliver' } : { kind: 'release' };
  };
