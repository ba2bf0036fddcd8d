import type { Capabilities, ConsumerProfile, DurationMs } from '@snoozeq/core';
import type { EngineSettings } from '@snoozeq/queue-engine';
import type { FaultPlan } from '../faults/fault-plan.js';

/** What a handler does with one message. */
export type Behaviour =
  | { readonly kind: 'complete'; readonly takesMs: DurationMs }
  /** Fails that often, then completes. `afterMs`: the pause it asks for; absent: the back-off of the policy. */
  | {
      readonly kind: 'fail';
      readonly times: number;
      readonly takesMs: DurationMs;
      readonly afterMs?: DurationMs;
    }
  | { readonly kind: 'defer'; readonly forMs: DurationMs }
  | { readonly kind: 'release' }
  | { readonly kind: 'dead-letter' };

/** How a message comes to the queue. */
export type Way =
  /** By the producer, which plans it. */
  | 'planned'
  /** Stamped and stored whatever a planner would say. */
  | 'forced'
  /** With a due time that nobody can read. */
  | 'poison'
  /** Without any stamp. */
  | 'unstamped';

export interface MessageSpec {
  /** Unique. */
  readonly name: string;
  readonly publishAfterMs: DurationMs;
  /** From the start; absent: it carries no due time. */
  readonly dueAfterMs?: DurationMs;
  readonly way: Way;
  readonly behaviour: Behaviour;
  /** Extra length of its body. */
  readonly padding: number;
}

export interface ConsumerSpec {
  readonly profile: Partial<ConsumerProfile>;
  /** How far the clock of its host is ahead of the queue's; negative: behind. */
  readonly skewMs: DurationMs;
  readonly startAfterMs: DurationMs;
  /** When a new version takes over: this one drains, its successor starts at once. */
  readonly deploysAfterMs: readonly DurationMs[];
}

interface QueueSpec {
  /** With the modes of what the service leaves open. */
  readonly settings: EngineSettings;
  readonly limits: Partial<Capabilities>;
}

/** How long calls take, in queue time: on the way there and on the way back. */
export interface LatencySpec {
  readonly thereMs: DurationMs;
  readonly backMs: DurationMs;
}

/** One week, or less, as data: the same scenario always runs the same. */
export interface Scenario {
  /** Draws latencies, identities and what the queue does at random. */
  readonly seed: number;
  readonly durationMs: DurationMs;
  readonly queue: QueueSpec;
  readonly producerSkewMs: DurationMs;
  readonly latency: LatencySpec;
  readonly messages: readonly MessageSpec[];
  readonly consumers: readonly ConsumerSpec[];
  readonly faults: FaultPlan;
}
