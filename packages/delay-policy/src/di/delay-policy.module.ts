import type { DelayPolicy, DurationMs, QueueSettings } from '@snoozeq/core';
import { DELAY_POLICY, DUE_STAMP, DUE_TIME_READER, PLANNER, QUEUE_SETTINGS } from '@snoozeq/core/di';
import { ContainerModule } from 'inversify';
import { DEFAULT_MAX_ATTEMPTS, defaultPolicy, type DefaultPolicyOptions } from '../rules/default-policy.js';
import { dueStampV1 } from '../stamp/due-stamp.js';
import { readDueTime } from '../time/due-time.js';
import { plannerOf } from '../planner/planner-of.js';
import type { PlannerOptions } from '../planner/planner-options.js';

export interface DelayPolicyOptions extends DefaultPolicyOptions {
  /** Replaces the default policy as a whole; its other options then have no effect. */
  readonly policy?: DelayPolicy;
  readonly planner?: PlannerOptions;
  /** A due time further ahead than this is poison. Default 400 days. */
  readonly horizonMs?: DurationMs;
}

/** Binds the due stamp, the policy, the planner and the reader of due times. Needs `QUEUE_SETTINGS`. */
export const delayPolicyModule = (options: DelayPolicyOptions = {}): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(DELAY_POLICY).toConstantValue(options.policy ?? defaultPolicy(options));
    bind(DUE_TIME_READER).toConstantValue(readDueTime);
    bind(DUE_STAMP)
      .toResolvedValue(
        ({ maxHideMs, maxDeliveries }: QueueSettings) =>
          dueStampV1({
            maxHideMs,
            maxDeliveries,
            ...(options.policy === undefined && { maxAttempts: options.maxAttempts ?? DEFAULT_MAX_ATTEMPTS }),
            ...(options.horizonMs === undefined ? {} : { horizonMs: options.horizonMs }),
          }),
        [QUEUE_SETTINGS],
      )
      .inSingletonScope();
    bind(PLANNER)
      .toResolvedValue(
        (settings: QueueSettings) => plannerOf('hold', settings, options.planner),
        [QUEUE_SETTINGS],
      )
      .inSingletonScope();
  });
