import type { DurationMs, EpochMs } from './time.js';

/** The settings of a queue that decide what fits (`GetQueue` tells them). */
export interface QueueSettings {
  readonly retentionMs: DurationMs;
  /** `deadLetterQueueDeliveryCount`; 0: no limit. */
  readonly maxDeliveries: number;
  readonly maxHideMs: DurationMs;
  readonly maxMessageBytes: number;
}

/** A way to wait. The design of each is told in the documentation of `@snoozeq/delay-policy`. */
export type StrategyName = 'hold' | 'keeper' | 'lane' | 'controller' | 'relay';

export interface PlanRequest {
  readonly nowMs: EpochMs;
  readonly dueAtMs: EpochMs;
  /** Size of the message on the wire, after stamping. */
  readonly sizeBytes: number;
  /** A channel with readers of its own, where the message waits by holds; absent: the strategy chooses. */
  readonly lane?: string;
}

/** Proof that a delay fits. */
export interface Plan {
  readonly kind: 'plan';
  readonly strategy: StrategyName;
  /** Where the message is published. */
  readonly lane: string;
  readonly delayMs: DurationMs;
  /** Re-hides on the way. */
  readonly holds: number;
  /** Successors published on the way. */
  readonly relays: number;
  /** Receptions including the one that is handled, of the message and of its successors together. */
  readonly deliveries: number;
  /** Service calls for this message alone, and its share when every batch is full. Idle polls apart. */
  readonly calls: { readonly single: number; readonly batched: number };
  /** Polls that find nothing while it waits, by the stated pollers; all messages share them. */
  readonly idleCalls: number;
  /** Longest lateness that the stated pollers, call latency and backlog explain. */
  readonly worstLatenessMs: DurationMs;
}

export type BrokenRule =
  | 'due-time'
  | 'size'
  | 'retention'
  | 'deliveries'
  | 'longest-hide'
  | 'channels'
  | 'in-flight'
  | 'storage'
  | 'horizon'
  | 'settings';

/** Why it does not fit. Every number that the reader needs is in `message`. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly strategy: StrategyName;
  readonly rule: BrokenRule;
  readonly message: string;
  /** Where the limit comes from. */
  readonly source: string;
  /** The due time nearest to the one asked for that would fit, where one exists. */
  readonly nearestDueAtMs?: EpochMs;
}

export interface Planner {
  plan(request: PlanRequest): Plan | Refusal;
}
