import { defer, finalize, type MonoTypeOperatorFunction, tap } from 'rxjs';
import type { ConsumerRuntime } from '../consumer/consumer-runtime.js';
import { outcomeOf } from '../consumer/outcome-of.js';
import type { Outcome } from '../contracts/decision.js';
import type { HandlerContext, MessageHandler } from '../contracts/handler.js';

/**
 * Middleware of a handler: what its outcome passes through. Subscribing runs the handler, so that operators of RxJS do what they
 * say: `retry` runs it again, `catchError` turns an error into an outcome.
 */
export type HandlerOperator = (
  context: HandlerContext,
  consumer: ConsumerRuntime,
) => MonoTypeOperatorFunction<Outcome>;

/**
 * A handler whose outcome passes through `operators`, in their order, as in a pipe. One that unsubscribes before the handler has
 * ended, as a timeout does, aborts the `signal` of that run.
 */
export const through = <TBody>(
  consumer: ConsumerRuntime,
  handler: MessageHandler<TBody>,
  ...operators: readonly HandlerOperator[]
): MessageHandler<TBody> => ({
  handle: (body, context) =>
    operators.reduce(
      (outcome$, operator) => outcome$.pipe(operator(context, consumer)),
      defer(() => {
        const run = new AbortController();
        const signal = AbortSignal.any([context.signal, run.signal]);
        let hasEnded = false;
        const ended = () => void (hasEnded = true);
        return defer(() => outcomeOf(handler.handle(body, { ...context, signal }))).pipe(
          tap({ next: ended, error: ended }),
          finalize(() => {
            if (!hasEnded) run.abort();
          }),
        );
      }),
    ),
});
