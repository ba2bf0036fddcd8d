import type { Newable } from 'inversify';
import type { HandlerContext, HandlerResult, MessageHandler } from '../../contracts/handler.js';

export type HandlerFunction<TBody> = (body: TBody, context: HandlerContext) => HandlerResult;
/** The team's code: a function, an object with a `handle` method, or a class of such, whose instance the container makes. */
export type HandlerSource<TBody> =
  HandlerFunction<TBody> | MessageHandler<TBody> | Newable<MessageHandler<TBody>>;

/** A class is a function, too; its prototype tells. */
export const isHandlerClass = <TBody>(
  source: HandlerSource<TBody>,
): source is Newable<MessageHandler<TBody>> => typeof source === 'function' && hasHandle(source.prototype);

export const hasHandle = (prototype: unknown): boolean =>
  typeof prototype === 'object' && prototype !== null && 'handle' in prototype;
