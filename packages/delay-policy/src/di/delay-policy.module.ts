import type { DelayPolicy, DurationMs, QueueSettings } from '@snoozeq/core';
import {
  CONSUMER_PROFILE,
  DELAY_POLICY,
  DUE_STAMP,
  DUE_TIME_READER,
  LANE_CALENDAR,
  PLANNER,
  QUEUE_CLOCK,
  QUEUE_SETTINGS,
  token,
} from '@snoozeq/core/di';
import { ContainerModule, type ResolutionContext } from 'inversify';
import { DEFAULT_MAX_ATTEMPTS } from '../rules/default-policy.js';
import { dueStampV1, envelopeStampV1 } from '../stamp/due-stamp.js';
import {
  calendarOf,
  plannerOptionsOf,
  strategyOf,
  usesLanes,
  type Strategy,
  type StrategyChoice,
  type StrategyOptions,
} from '../strategies/strategy.js';
import type { StartUp } from '../start-up/start-up.js';
import { readDueTime } from '../time/due-time.js';
import { misconfigured, refuseToStart } from './refuse-to-start.js';

/** The way to wait as a whole, from which its parts are bound. */
const STRATEGY = token<Strategy>('@snoozeq/delay-policy/Strategy');

export interface DelayPolicyOptions extends StrategyOptions {
  /** How messages wait; the producers and the consumers of a queue must have the same. Default `hold`. */
  readonly strategy?: StrategyChoice;
  /** Replaces the policy of the strategy as a whole; its options then have no effect. */
  readonly policy?: DelayPolicy;
  /** A due time further ahead than this is poison. Default 400 days. */
  readonly horizonMs?: DurationMs;
  /**
   * How the due stamp travels; the producers and the consumers of a queue must have the same. `envelope`: around the content, for
   * queues that are read over STOMP. Default `properties`.
   */
  readonly stamp?: 'properties' | 'envelope';
  /** Whether a message without a due stamp is due at once, or poison. Default: true for properties, false for envelopes. */
  readonly acceptUnstamped?: boolean;
}

/**
 * Binds the due stamp, the policy, the planner, the lanes and the reader of due times. Needs `QUEUE_SETTINGS`, and the core module
 * beside it. A policy or a planner whose settings cannot work with those of the queue is not handed out: asking for one throws a
 * `QueueError` with code `misconfigured`, so that no consumer and no producer starts.
 */
export const delayPolicyModule = (options: DelayPolicyOptions = {}): ContainerModule =>
  new ContainerModule(({ bind }) => {
    const {
      strategy = 'hold',
      policy,
      horizonMs,
      acceptUnstamped,
      stamp = 'properties',
      spreadMs = 0,
    } = options;
    const convention = stamp === 'envelope' ? envelopeStampV1 : dueStampV1;
    const { maxAttempts = DEFAULT_MAX_ATTEMPTS } = options;
    const planner = { ...plannerOptionsOf(options), ...(horizonMs !== undefined && { horizonMs }) };
    const startUp = (context: ResolutionContext): StartUp => ({
      strategy,
      settings: context.get(QUEUE_SETTINGS),
      nowMs: context.get(QUEUE_CLOCK).now(),
      planner,
    });
    bind(STRATEGY)
      .toResolvedValue(
        (settings: QueueSettings) =>
          misconfigured(() => strategyOf(strategy, settings, { ...options, planner })),
        [QUEUE_SETTINGS],
      )
      .inSingletonScope();
    bind(DELAY_POLICY)
      .toDynamicValue((context) => {
        refuseToStart({ ...startUp(context), profile: context.get(CONSUMER_PROFILE) });
        return policy ?? context.get(STRATEGY).policy;
      })
      // Checked for each consumer of a container: kept, it would be checked for the first one alone.
      .inTransientScope();
    bind(PLANNER)
      .toDynamicValue((context) => {
        refuseToStart(startUp(context));
        return context.get(STRATEGY).planner;
      })
      .inSingletonScope();
    if (usesLanes(strategy)) {
      bind(LANE_CALENDAR)
        .toResolvedValue(
          (settings: QueueSettings) => misconfigured(() => calendarOf(settings, options)),
          [QUEUE_SETTINGS],
        )
        .inSingletonScope();
    }
    bind(DUE_TIME_READER).toConstantValue(readDueTime);
    bind(DUE_STAMP)
      .toResolvedValue(
        ({ maxHideMs, maxDeliveries }: QueueSettings) =>
          convention({
            maxHideMs,
            spreadMs,
            maxDeliveries,
            ...(policy === undefined && { maxAttempts }),
            ...(horizonMs === undefined ? {} : { horizonMs }),
            ...(acceptUnstamped === undefined ? {} : { acceptUnstamped }),
          }),
        [QUEUE_SETTINGS],
      )
      .inSingletonScope();
  });
