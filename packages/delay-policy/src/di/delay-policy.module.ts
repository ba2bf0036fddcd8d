import type { DelayPolicy, DurationMs, QueueSettings } from '@snoozeq/core';
import {
  DELAY_POLICY,
  DUE_STAMP,
  DUE_TIME_READER,
  LANE_CALENDAR,
  PLANNER,
  QUEUE_SETTINGS,
  token,
} from '@snoozeq/core/di';
import { ContainerModule } from 'inversify';
import { DEFAULT_MAX_ATTEMPTS } from '../rules/default-policy.js';
import { dueStampV1 } from '../stamp/due-stamp.js';
import {
  calendarOf,
  strategyOf,
  usesLanes,
  type Strategy,
  type StrategyChoice,
  type StrategyOptions,
} from '../strategies/strategy.js';
import { readDueTime } from '../time/due-time.js';

/** The way to wait as a whole; rebind its parts rather than this. */
export const STRATEGY = token<Strategy>('@snoozeq/delay-policy/Strategy');

export interface DelayPolicyOptions extends StrategyOptions {
  /** How messages wait; the producers and the consumers of a queue must have the same. Default `hold`. */
  readonly strategy?: StrategyChoice;
  /** Replaces the policy of the strategy as a whole; its options then have no effect. */
  readonly policy?: DelayPolicy;
  /** A due time further ahead than this is poison. Default 400 days. */
  readonly horizonMs?: DurationMs;
}

/** Binds the due stamp, the policy, the planner, the lanes and the reader of due times. Needs `QUEUE_SETTINGS`. */
export const delayPolicyModule = (options: DelayPolicyOptions = {}): ContainerModule =>
  new ContainerModule(({ bind }) => {
    const { strategy = 'hold', policy, horizonMs, maxAttempts = DEFAULT_MAX_ATTEMPTS } = options;
    bind(STRATEGY)
      .toResolvedValue((settings: QueueSettings) => strategyOf(strategy, settings, options), [QUEUE_SETTINGS])
      .inSingletonScope();
    if (policy) bind(DELAY_POLICY).toConstantValue(policy);
    else bind(DELAY_POLICY).toResolvedValue((chosen: Strategy) => chosen.policy, [STRATEGY]);
    bind(PLANNER).toResolvedValue((chosen: Strategy) => chosen.planner, [STRATEGY]);
    if (usesLanes(strategy)) {
      bind(LANE_CALENDAR)
        .toResolvedValue((settings: QueueSettings) => calendarOf(settings, options), [QUEUE_SETTINGS])
        .inSingletonScope();
    }
    bind(DUE_TIME_READER).toConstantValue(readDueTime);
    bind(DUE_STAMP)
      .toResolvedValue(
        ({ maxHideMs, maxDeliveries }: QueueSettings) =>
          dueStampV1({
            maxHideMs,
            maxDeliveries,
            ...(policy === undefined && { maxAttempts }),
            ...(horizonMs === undefined ? {} : { horizonMs }),
          }),
        [QUEUE_SETTINGS],
      )
      .inSingletonScope();
  });
