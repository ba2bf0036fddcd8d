import type {
  ConsumerProfile,
  EventSink,
  Fence,
  HandlerContext,
  HandlerResult,
  MessageHandler,
} from '@snoozeq/core';
import { CONSUMER_PROFILE, EVENT_SINK, FENCE, HANDLER, profileOf } from '@snoozeq/core/di';
import { ContainerModule } from 'inversify';

/** The team's code: a function, or an object with a `handle` method. */
export type Handler<TBody> =
  ((body: TBody, context: HandlerContext) => HandlerResult) | MessageHandler<TBody>;

/** What a consumer has beyond its queue. Settings of `ConsumerProfile` that are left out have their defaults. */
export interface ConsumerSettings<TBody> extends Partial<ConsumerProfile> {
  /** Runs at the due time or later, and perhaps twice: use `context.id` to make its effect idempotent. */
  readonly handler: Handler<TBody>;
  /**
   * Lets only one of two copies of a message through, over all consumers that share it: `memoryFence()` in one process,
   * `fileFence({ folder })` of `@snoozeq/core/fence-file` on one host. Default: none; copies are the handler's to recognise.
   */
  readonly fence?: Fence;
  /** Told every step; carries no bodies. Called synchronously; must not throw. */
  readonly onEvent?: EventSink;
}

/** @throws QueueError `misconfigured` for a setting that is out of range */
export const consumerModule = <TBody>(settings: ConsumerSettings<TBody>): ContainerModule => {
  const { handler, fence, onEvent } = settings;
  const profile = profileOf(settings);
  return new ContainerModule(({ bind, rebind }) => {
    rebind(CONSUMER_PROFILE).toConstantValue(profile);
    bind(HANDLER).toConstantValue(typeof handler === 'function' ? { handle: handler } : handler);
    if (fence) bind(FENCE).toConstantValue(fence);
    if (onEvent) bind(EVENT_SINK).toConstantValue(onEvent);
  });
};
