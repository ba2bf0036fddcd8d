import type { ContainerModule, Newable } from 'inversify';
import type { ConsumerProfile } from '../../consumer/consumer-profile.js';
import type { Codec } from '../../contracts/codec.js';
import type { EventSink } from '../../contracts/events.js';
import type { Fence } from '../../contracts/fence.js';
import type { MessageHandler } from '../../contracts/handler.js';
import type { Middleware } from '../../operators/pipeline.js';
import type { HandlerOperator } from '../../operators/through.js';
import { plainPlan, classPlan, type HandlerPlan } from './handler-plan.js';
import type { HandlerSource } from './handler-source.js';

/** What one of several consumers in a container has of its own. Settings of `ConsumerProfile` that are left out have their defaults. */
export interface QueueConsumerSettings<TBody = unknown> extends Partial<ConsumerProfile> {
  /** For faults and errors; unique in its container. Default: the name of the class or of the function. */
  readonly name?: string;
  /** The one channel to read; short for `lanes: [lane]`. */
  readonly lane?: string;
  /** How content becomes a body. Default: the `CODEC` of the container. */
  readonly codec?: Codec<TBody>;
  /** Lets only one of two copies of a message through. Default: the `FENCE` of the container, where one is bound. */
  readonly fence?: Fence;
  /** Around the handling, inside of the fence; the first is outermost. */
  readonly middleware?: readonly Middleware[];
  /** What the outcome of its handlers passes through, in this order; see `through`. */
  readonly operators?: readonly HandlerOperator[];
  /** Told every step of this consumer, beside the `EVENT_SINK`s of the container. */
  readonly onEvent?: EventSink;
  /** Loaded into the container of this consumer alone, where `rebind` replaces any part for it: a policy, a transport to another queue. */
  readonly modules?: readonly ContainerModule[];
  /**
   * Given: handler classes are made anew for each delivery, in a container that has these modules and `HANDLER_CONTEXT`, and that is
   * taken apart when the handler has ended. About 0.1 ms each.
   */
  readonly perDelivery?: readonly ContainerModule[];
}

/** A consumer as data; nothing is bound, made or checked yet. */
export interface ConsumerDefinition {
  readonly kind: 'consumer';
  readonly settings: QueueConsumerSettings & { readonly name: string };
  readonly handlers: HandlerPlan;
  /** What went wrong in making it, told at the start. */
  readonly fault?: string;
}

/** A consumer as it is given: as data, or as a class with `@QueueConsumer`. */
export type ConsumerSource = ConsumerDefinition | Newable<object>;

/** Global, so that two copies of this package in one tree still agree. */
const SETTINGS = Symbol.for('@snoozeq/core/QueueConsumer');

/**
 * On a class: its instance is a consumer with these settings. Its method `handle` takes every message, or what no method with
 * `@HandlesType` is for. Give the class to `consumersModule`; the container makes it, with `@inject(TOKEN)` on each parameter of its
 * constructor.
 */
export const QueueConsumer =
  <TBody = never>(settings: QueueConsumerSettings<TBody> = {}) =>
  <T extends object>(
    target: Newable<T> & (T extends { handle: unknown } ? Newable<MessageHandler<TBody>> : unknown),
  ): void => {
    Object.defineProperty(target, SETTINGS, { value: { name: target.name, ...settings } });
  };

/** A consumer without a class of its own: a function, an object with `handle`, a class, or several of them `byType`. */
export const queueConsumer = <TBody = unknown>(
  settings: QueueConsumerSettings<TBody>,
  handler: HandlerSource<TBody> | HandlerPlan,
): ConsumerDefinition => ({
  kind: 'consumer',
  settings: { name: nameOf(handler), ...settings },
  handlers: isPlan(handler) ? handler : plainPlan(handler, settings.codec),
});

/** What the decorator says of a class; absent: it has none. */
export const definitionOf = (from: Newable<object>): ConsumerDefinition | undefined => {
  const settings: ConsumerDefinition['settings'] | undefined = Object.getOwnPropertyDescriptor(
    from,
    SETTINGS,
  )?.value;
  return settings && { kind: 'consumer', settings, handlers: classPlan(from, settings.codec) };
};

/** A class that was given by mistake. */
export const undecorated = (from: Newable<object>): ConsumerDefinition => ({
  kind: 'consumer',
  settings: { name: from.name },
  handlers: classPlan(from),
  fault: 'the class has no @QueueConsumer: decorate it, or give queueConsumer({ … }, the class).',
});

const isPlan = (handler: object): handler is HandlerPlan => 'kind' in handler && handler.kind === 'handlers';

const nameOf = (handler: object): string => ('name' in handler && String(handler.name)) || 'consumer';
