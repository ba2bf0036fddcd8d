import type { QueueError } from '../errors.js';
import type { RandomSource } from '../contracts/random.js';
import type { DurationMs } from '../contracts/time.js';

const BASE_MS = 200;
const MAX_MS = 30_000;

/**
 * How long to leave a service alone after the `failures`-th failure in a row (1 or more): 200 ms doubling to 30 s, half of it at
 * random so that consumers do not come back together, and never less than the service asked for.
 */
export const serviceBackoffMs = (failures: number, error: QueueError, random: RandomSource): DurationMs => {
  const fullMs = Math.min(MAX_MS, BASE_MS * 2 ** (failures - 1));
  return Math.max(error.retryAfterMs ?? 0, fullMs / 2 + (fullMs / 2) * random());
};
