import type { Decision } from './decision.js';
import type { Delivery } from './delivery.js';
import type { Counters, StampReading } from './stamp.js';
import type { DurationMs, EpochMs } from './time.js';

/** What the queue and the transport allow; a policy never answers with more. */
export interface PolicyLimits {
  readonly maxHideMs: DurationMs;
  readonly hideStepMs: DurationMs;
  readonly leaseMs: DurationMs;
  /** The queue's delivery limit; 0: none. */
  readonly maxDeliveries: number;
}

export interface PolicyInput {
  readonly delivery: Delivery;
  readonly reading: StampReading;
  readonly counters: Counters;
  /** Queue time: a lower bound of the service's clock, never the host's wall clock. */
  readonly nowMs: EpochMs;
  readonly limits: PolicyLimits;
  /** Present when a handler has just failed or asked for a retry; absent before it runs. */
  readonly failure?: { readonly error: unknown; readonly afterMs?: DurationMs };
}

/** Judges one delivery. Pure: same input, same decision. */
export interface DelayPolicy {
  (input: PolicyInput): Decision;
  /** False: it never asks for a hide, and so may work over a transport that cannot hide. Absent: it may ask for one. */
  readonly hides?: false;
}
/** A rule abstains by returning `undefined`. */
export type DelayRule = (input: PolicyInput) => Decision | undefined;
