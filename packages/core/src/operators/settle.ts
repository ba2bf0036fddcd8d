import { mergeMap, type OperatorFunction } from 'rxjs';
import type { ConsumerRuntime } from '../consumer/consumer-runtime.js';
import type { Verdict } from '../consumer/work.js';
import type { Settled } from '../contracts/settlement.js';

/** Carries verdicts out on the service, in coalesced batches, and emits how each one went. */
export const settle = ({ settler }: ConsumerRuntime): OperatorFunction<Verdict, Settled> =>
  // Unbounded here, because no poll opens while too many settlements are on their way.
  mergeMap((verdict) => settler.settle(verdict));
