import type { Newable } from 'inversify';
import type { Codec } from '../../contracts/codec.js';
import type { MessageHandler } from '../../contracts/handler.js';
import { hasHandle, type HandlerSource } from './handler-source.js';
import { handledTypes } from './handles-type.js';
import { instancePlan, planOf, type RoutePlan } from './route-plan.js';

/** What handles the messages of a consumer, before there is a container. */
export interface HandlerPlan {
  readonly kind: 'handlers';
  readonly types: ReadonlyMap<string, RoutePlan>;
  /** For what has another type, or none; absent: that is dead-lettered with the reason. */
  readonly other?: RoutePlan;
  /** Types that have two handlers, by mistake. */
  readonly repeated: readonly string[];
}

type AnyHandler = HandlerSource<never> | RoutePlan;

/**
 * Handlers by type of message (`snoozeq-type`): functions, objects, classes, or any of them with a codec of its own by `typed`.
 *
 * @param other handles what has another type, or none; without it that is dead-lettered with the reason
 */
export const byType = (types: Readonly<Record<string, AnyHandler>>, other?: AnyHandler): HandlerPlan => ({
  kind: 'handlers',
  types: new Map(Object.entries(types).map(([type, handler]) => [type, routeOf(handler)])),
  ...(other && { other: routeOf(other) }),
  repeated: [],
});

/** One handler for everything. */
export const plainPlan = <TBody>(source: HandlerSource<TBody>, codec?: Codec<TBody>): HandlerPlan => ({
  kind: 'handlers',
  types: new Map(),
  other: planOf(source, codec),
  repeated: [],
});

/** Methods by the types that they are decorated with, and `handle` for the rest. */
export const classPlan = (from: Newable<object>, codec?: Codec<unknown>): HandlerPlan => {
  const handled = handledTypes(from);
  const types = handled.map(({ type }) => type);
  return {
    kind: 'handlers',
    types: new Map(handled.map(({ type, planFor }) => [type, planFor(from)])),
    ...(hasHandle(from.prototype) && { other: instancePlan(from, handlerIn, codec) }),
    repeated: types.filter((type, index) => types.indexOf(type) !== index),
  };
};

const handlerIn = (instance: object) => {
  if (isHandler(instance)) return instance;
  throw new TypeError('the container gave an instance without a method handle');
};

const isHandler = (instance: object): instance is MessageHandler<unknown> => hasHandle(instance);

const routeOf = (handler: AnyHandler): RoutePlan => (isRoute(handler) ? handler : planOf(handler));

const isRoute = (handler: AnyHandler): handler is RoutePlan => 'kind' in handler && handler.kind === 'route';

/** Every class that the container has to know. */
export const classesOf = ({ types, other }: HandlerPlan): readonly Newable<object>[] => [
  ...new Set([...types.values(), ...(other ? [other] : [])].flatMap(({ from }) => from ?? [])),
];
