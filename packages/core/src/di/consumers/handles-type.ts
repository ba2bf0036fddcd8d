import type { Newable } from 'inversify';
import type { Codec } from '../../contracts/codec.js';
import type { HandlerFunction } from './handler-source.js';
import { instancePlan, type RoutePlan } from './route-plan.js';

export interface HandledType {
  readonly type: string;
  planFor(from: Newable<object>): RoutePlan;
}

/** Global, so that two copies of this package in one tree still agree. */
const HANDLED_TYPES = Symbol.for('@snoozeq/core/HandledTypes');

/**
 * On a method of a `@QueueConsumer`: it handles messages of this type.
 *
 * @param codec what turns content into the body of this type, in place of the codec of the consumer
 */
export const HandlesType =
  <TBody = never>(type: string, codec?: Codec<TBody>) =>
  <TMethod extends HandlerFunction<TBody>>(
    prototype: object,
    _name: string | symbol,
    { value: method }: TypedPropertyDescriptor<TMethod>,
  ): void => {
    if (!method) throw new TypeError(`@HandlesType('${type}') is for methods.`);
    const planFor = (from: Newable<object>): RoutePlan =>
      instancePlan(
        from,
        (instance) => ({ handle: (body: TBody, context) => method.call(instance, body, context) }),
        codec,
      );
    const handled: readonly HandledType[] = [...ownTypes(prototype), { type, planFor }];
    Object.defineProperty(prototype, HANDLED_TYPES, { value: handled, configurable: true });
  };

/** Those of its superclasses, too; a repeated type is in the list twice. */
export const handledTypes = ({ prototype }: Newable<object>): readonly HandledType[] =>
  typesUpFrom(prototype);

const typesUpFrom = (prototype: object | null): readonly HandledType[] =>
  prototype === null ? [] : [...typesUpFrom(Object.getPrototypeOf(prototype)), ...ownTypes(prototype)];

const ownTypes = (prototype: object): readonly HandledType[] =>
  Object.getOwnPropertyDescriptor(prototype, HANDLED_TYPES)?.value ?? [];
