import type { DurationMs, EpochMs } from './time.js';

/** The settings of a queue that decide what fits (`GetQueue` tells them). */
export interface QueueSettings {
  readonly retentionMs: DurationMs;
  /** `deadLetterQueueDeliveryCount`; 0: no limit. */
  readonly maxDeliveries: number;
  readonly maxHideMs: DurationMs;
  readonly maxMessageBytes: number;
}

export interface PlanRequest {
  readonly nowMs: EpochMs;
  readonly dueAtMs: EpochMs;
  /** Size of the message on the wire, after stamping. */
  readonly sizeBytes: number;
}

/** Proof that a delay fits. */
export interface Plan {
  readonly kind: 'plan';
  readonly strategy: 'hold';
  readonly lane: string;
  readonly delayMs: DurationMs;
  /** Re-hides on the way. */
  readonly holds: number;
  /** Receptions including the one that is handled. */
  readonly deliveries: number;
  /** Service calls for this message alone, and its share when every batch is full. Idle polls apart. */
  readonly calls: { readonly single: number; readonly batched: number };
  /** Longest lateness that the stated pollers and call latency explain. */
  readonly worstLatenessMs: DurationMs;
}

/** Why it does not fit. Every number that the reader needs is in `message`. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly rule: 'retention' | 'deliveries' | 'size' | 'due-time';
  readonly message: string;
  /** Where the limit comes from. */
  readonly source: string;
  /** The latest due time that would fit, where one exists. */
  readonly latestDueAtMs?: EpochMs;
}

export interface Planner {
  plan(request: PlanRequest): Plan | Refusal;
}
