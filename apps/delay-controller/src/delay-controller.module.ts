import * as core from '@snoozeq/core/di';
import { plannerOf, type PlannerOptions } from '@snoozeq/delay-policy';
import { refuseToStart } from '@snoozeq/delay-policy/di';
import { ContainerModule, type ResolutionContext } from 'inversify';
import { DelayController } from './delay-controller.js';
import { DELAY_CONTROLLER } from './tokens.js';

/**
 * Binds the controller. Needs the core, delay-policy and transport modules and `QUEUE_SETTINGS` beside it. Its planner is its own: the
 * `PLANNER` of the container may plan another strategy for other producers. Where the settings of the queue leave no delay that fits, asking
 * for it throws a `QueueError` with code `misconfigured`.
 */
export const delayControllerModule = (planner?: PlannerOptions): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(DELAY_CONTROLLER)
      .toDynamicValue((context) => controllerFrom(context, planner))
      .inSingletonScope();
  });

const controllerFrom = (context: ResolutionContext, options: PlannerOptions = {}): DelayController => {
  const settings = context.get(core.QUEUE_SETTINGS);
  const nowMs = context.get(core.QUEUE_CLOCK).now();
  refuseToStart({ strategy: 'controller', settings, nowMs, planner: options });
  return new DelayController({
    transport: context.get(core.TRANSPORT),
    planner: plannerOf('controller', settings, options),
    convention: context.get(core.DUE_STAMP),
    readDueTime: context.get(core.DUE_TIME_READER),
    codec: context.get(core.CODEC),
    queueClock: context.get(core.QUEUE_CLOCK),
    processClock: context.get(core.PROCESS_CLOCK),
    random: context.get(core.RANDOM),
    activity: context.get(core.ACTIVITY),
    maxDeliveries: settings.maxDeliveries,
  });
};
