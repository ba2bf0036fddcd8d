import type { BrokenRule, DurationMs, EpochMs, PlanRequest, Refusal, StrategyName } from '@snoozeq/core';
import { formatDuration } from '../../time/duration.js';
import { formatInstant } from '../../time/instant.js';

/** A limit, told as the longest delay that it lets through. */
export interface Bound {
  readonly rule: BrokenRule;
  /** 0: only messages without a delay. May be infinite. */
  readonly longestDelayMs: DurationMs;
  /** The numbers, for a delay that is longer. Told only when it is: most delays fit. */
  readonly because: () => string;
  readonly remedy: () => string;
  readonly source: string;
}

/** The bound that a delay breaks: of several the tightest, because it alone tells the nearest due time. */
export const brokenBound = (bounds: readonly Bound[], delayMs: DurationMs): Bound | undefined =>
  bounds
    .filter(({ longestDelayMs }) => delayMs > longestDelayMs)
    .reduce<Bound | undefined>(
      (tightest, bound) => (tightest && reach(tightest) <= reach(bound) ? tightest : bound),
      undefined,
    );

export const refusalBy = (bound: Bound, strategy: StrategyName, { nowMs, dueAtMs }: PlanRequest): Refusal => {
  const nearestDueAtMs = nowMs + reach(bound);
  return {
    kind: 'refusal',
    strategy,
    rule: bound.rule,
    message:
      `in ${formatDuration(dueAtMs - nowMs)}: refused, ${bound.because()}; ` +
      `${latestText(nearestDueAtMs, nowMs)}. ${bound.remedy()}`,
    source: bound.source,
    nearestDueAtMs,
  };
};

const reach = ({ longestDelayMs }: Bound): DurationMs => Math.max(0, Math.floor(longestDelayMs));

const latestText = (nearestDueAtMs: EpochMs, nowMs: EpochMs): string =>
  nearestDueAtMs > nowMs
    ? `latest due time that fits: ${formatInstant(nearestDueAtMs)}`
    : 'only messages without a delay fit';
