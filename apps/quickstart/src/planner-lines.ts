import type { EpochMs } from '@snoozeq/core';
import { formatDuration, strategyOf, type StrategyChoice } from '@snoozeq/delay-policy';
import { QUEUE } from './queue-admin.js';

const DAY_MS = 24 * 3_600_000;
const SIZE_BYTES = 300;

/** What the planner says of a delay that fits and of one that may not, in its own numbers. */
export const plannerLines = (strategy: StrategyChoice, nowMs: EpochMs): readonly string[] => {
  const { planner } = strategyOf(strategy, QUEUE);
  return [3.5 * DAY_MS, 8 * DAY_MS].map((delayMs) => {
    const plan = planner.plan({ nowMs, dueAtMs: nowMs + delayMs, sizeBytes: SIZE_BYTES });
    if (plan.kind === 'refusal') return plan.message;
    const { holds, relays, deliveries, calls, worstLatenessMs } = plan;
    return (
      `in ${formatDuration(delayMs)}: ${plan.strategy}, holds ${holds}, ${relays > 0 ? `relays ${relays}, ` : ''}deliveries ${deliveries}, ` +
      `${calls.batched.toFixed(2)} calls in full batches, at most ${formatDuration(worstLatenessMs)} late`
    );
  });
};
