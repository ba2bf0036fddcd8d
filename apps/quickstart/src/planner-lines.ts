import type { EpochMs } from '@snoozeq/core';
import { formatDuration, plannerOf } from '@snoozeq/delay-policy';
import { QUEUE } from './queue-admin.js';

const DAY_MS = 24 * 3_600_000;
const SIZE_BYTES = 300;

/** What the planner says of a delay that fits and of one that does not, in its own numbers. */
export const plannerLines = (nowMs: EpochMs): readonly string[] =>
  [3.5 * DAY_MS, 8 * DAY_MS].map((delayMs) => {
    const plan = plannerOf('hold', QUEUE).plan({ nowMs, dueAtMs: nowMs + delayMs, sizeBytes: SIZE_BYTES });
    if (plan.kind === 'refusal') return plan.message;
    const { holds, deliveries, calls, worstLatenessMs } = plan;
    return (
      `in ${formatDuration(delayMs)}: ${holds} holds of at most 12h, ${deliveries} of ${QUEUE.maxDeliveries} deliveries, ` +
      `${calls.batched.toFixed(2)} calls in full batches, at most ${worstLatenessMs} ms late`
    );
  });
