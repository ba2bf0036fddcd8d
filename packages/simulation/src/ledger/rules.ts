import type { DurationMs } from '@snoozeq/core';

/** What the checks know about the set-up that they judge. */
export interface Rules {
  readonly leaseMs: DurationMs;
  readonly maxHideMs: DurationMs;
  readonly deadLane: string;
  /** Handler starts before the policy may give a message up; undefined: the policy is somebody else's. */
  readonly maxAttempts: number | undefined;
  /** How far apart the service and a consumer may be because calls take time. */
  readonly slackMs: DurationMs;
  /** Whether the service counts updates as deliveries: then nobody can tell attempts from holds. */
  readonly countsUpdates: boolean;
}

/** A settlement is tried at least this often before it is left to the end of the lease. */
export const PATIENCE_TRIES = 3;
