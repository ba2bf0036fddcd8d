import type {
  ConsumerParts,
  ConsumerRuntime,
  Delivery,
  DelayPolicy,
  DurationMs,
  Fence,
  MessageHandler,
  QueueSettings,
  Settled,
} from '@snoozeq/core';
import type { Strategy, StrategyChoice } from '@snoozeq/delay-policy';
import type { EngineSettings } from '@snoozeq/queue-engine';
import type { OperatorFunction } from 'rxjs';
import type { FaultRates } from '../faults/fault-plan.js';
import type { MessageSpec, Scenario } from '../scenario/scenario.js';
import type { RunResult } from './run-scenario.js';

export interface SimulationOptions {
  /** Of the first run; each further one takes the next. Default 1. */
  readonly seed?: number;
  /** Default 1. */
  readonly runs?: number;
  /** Of one run, in queue time. Default a week. */
  readonly durationMs?: DurationMs;
  /** Of one run. Default 200. */
  readonly messages?: number;
  /** Default 3. */
  readonly consumers?: number;
  /** true: nothing goes wrong, every clock is right, and handlers complete at once. Default false. */
  readonly calm?: boolean;
  /** Chances of faults for each call, in place of the default ones. */
  readonly rates?: FaultRates;
  /** Of the queue, in place of what the seed says. */
  readonly settings?: Partial<EngineSettings>;
  /** One by name, or one of your own. Default `hold`. */
  readonly strategy?: StrategyChoice | ((settings: QueueSettings) => Strategy);
  /** true: one fence for all consumers, so that only one of two copies of a message is handled. Default false. */
  readonly fenced?: boolean;
  /** Changes the fence that all consumers share. */
  readonly fence?: (shared: Fence) => Fence;
  /** In place of the policy of the strategy. */
  readonly policy?: DelayPolicy;
  /** Your own handler; default: one that does what the scenario says, which includes failing, deferring and taking long. */
  readonly handler?: MessageHandler<unknown>;
  /** The body of a message; default: its name and some padding. */
  readonly bodyOf?: (spec: MessageSpec) => unknown;
  /** Starts before your policy may give a message up; with a policy or handler of yours, and without this, nothing is expected. */
  readonly maxAttempts?: number;
  /** Changes the parts of each consumer before it is put together. */
  readonly parts?: (parts: ConsumerParts) => ConsumerParts;
  /** Replaces `admit`, `handle` and `settle`. */
  readonly pipeline?: (
    runtime: ConsumerRuntime,
    handler: MessageHandler<unknown>,
  ) => OperatorFunction<Delivery, Settled>;
  /** One scenario, such as that of a failed run, in place of what the seeds say. */
  readonly scenario?: Scenario;
  /** Whether the first violation is run again and again to make its scenario small. Default true. */
  readonly shrink?: boolean;
  /** true: the first violation ends it, whatever is left of `runs`. Default false. */
  readonly untilViolation?: boolean;
  /** Called after each run. */
  readonly onRun?: (result: RunResult, scenario: Scenario) => void;
}
