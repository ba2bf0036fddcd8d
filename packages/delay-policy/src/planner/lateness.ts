import type { DurationMs } from '@snoozeq/core';
import { MESSAGES_PER_CALL } from './batch-size.js';
import type { Assumptions } from './planner-options.js';

/** Until the stated pollers have received this many messages that are visible at once. */
export const drainMs = (messages: number, { pollers, callLatencyMs }: Assumptions): DurationMs =>
  Math.ceil(messages / (pollers * MESSAGES_PER_CALL)) * callLatencyMs;

/** What every strategy has: the poll before may have just ended, one more is made, and those due before it are received and handled first. */
export const commonLatenessMs = (assumed: Assumptions): DurationMs => {
  const { pollWaitMs, callLatencyMs, backlog, handlers, handleMs } = assumed;
  return (
    pollWaitMs + callLatencyMs + drainMs(backlog + 1, assumed) + Math.floor(backlog / handlers) * handleMs
  );
};
