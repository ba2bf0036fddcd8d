import type { Newable } from 'inversify';
import type { Codec } from '../../contracts/codec.js';
import type { MessageHandler } from '../../contracts/handler.js';
import { route, type Route } from '../../operators/handle-by-type.js';
import { isHandlerClass, type HandlerSource } from './handler-source.js';

/** What a plan is carried out with, once there is a container. */
export interface HandlerMaker {
  /** Of whoever has none of its own. */
  readonly codec: Codec<unknown>;
  /** A handler over an instance of the container, for each delivery anew where that was asked for. */
  instance<T extends object, TBody>(
    from: Newable<T>,
    handlerOf: (instance: T) => MessageHandler<TBody>,
  ): Promise<MessageHandler<TBody>>;
  /** The operators of the consumer. */
  around<TBody>(handler: MessageHandler<TBody>): MessageHandler<TBody>;
}

/** What handles one kind of message, before there is a container. */
export interface RoutePlan {
  readonly kind: 'route';
  /** The class that the container has to know, where there is one. */
  readonly from?: Newable<object>;
  /** Rejects when the container cannot make an instance. */
  make(maker: HandlerMaker): Promise<Route>;
}

/**
 * A handler with a codec of its own, for a table of types: `typed(schemaCodec(order), (order) => …)`.
 *
 * @param codec what turns content into its body, in place of the codec of the consumer
 */
export const typed = <TBody>(codec: Codec<TBody>, source: HandlerSource<TBody>): RoutePlan =>
  planOf(source, codec);

/** Without a codec, the one of the consumer. */
export const planOf = <TBody>(source: HandlerSource<TBody>, codec?: Codec<TBody>): RoutePlan =>
  isHandlerClass(source)
    ? instancePlan(source, (instance) => instance, codec)
    : routePlan(() => (typeof source === 'function' ? { handle: source } : source), codec);

/** A handler over an instance that the container makes. */
export const instancePlan = <T extends object, TBody>(
  from: Newable<T>,
  handlerOf: (instance: T) => MessageHandler<TBody>,
  codec?: Codec<TBody>,
): RoutePlan => ({ ...routePlan((maker) => maker.instance(from, handlerOf), codec), from });

const routePlan = <TBody>(
  handlerBy: (maker: HandlerMaker) => MessageHandler<TBody> | Promise<MessageHandler<TBody>>,
  codec?: Codec<TBody>,
): RoutePlan => ({
  kind: 'route',
  make: async (maker) => {
    const handler = maker.around(await handlerBy(maker));
    // A codec that knows nothing of the body promises nothing: the handler takes what comes, as from JSON.
    return codec ? route(handler, codec) : route<unknown>(handler, maker.codec);
  },
});
