import { type OperatorFunction, pipe } from 'rxjs';
import type { ConsumerRuntime } from '../consumer/consumer-runtime.js';
import type { Delivery } from '../contracts/delivery.js';
import type { Settled } from '../contracts/settlement.js';
import { admit } from './admit.js';
import type { Handling } from './handle.js';
import { settle } from './settle.js';

/** Something around the handling of a consumer, such as `(consumer) => fenced(consumer, fence)`. */
export type Middleware = (consumer: ConsumerRuntime) => (handling: Handling) => Handling;

/** The whole way of a delivery: admit, then `handling` inside of `middleware`, of which the first is outermost, then settle. */
export const pipeline = (
  consumer: ConsumerRuntime,
  handling: Handling,
  ...middleware: readonly Middleware[]
): OperatorFunction<Delivery, Settled> =>
  pipe(
    admit(consumer),
    middleware.reduceRight((inner, around) => around(consumer)(inner), handling),
    settle(consumer),
  );
