import {
  concatMap,
  EMPTY,
  map,
  merge,
  mergeMap,
  Observable,
  type ObservableInput,
  type OperatorFunction,
  take,
} from 'rxjs';
import { releaseOf } from '../consumer/release.js';
import type { ConsumerRuntime } from '../consumer/consumer-runtime.js';
import type { Admitted, Work } from '../consumer/work.js';
import type { Delivery } from '../contracts/delivery.js';
import type { EpochMs } from '../contracts/time.js';

/**
 * The policy step: lets through what is due, and turns everything else into a verdict that passes the handler by. What is due
 * within the last second waits here, under its lease and without a handler slot, and is judged again.
 */
export const admit = (runtime: ConsumerRuntime): OperatorFunction<Delivery, Admitted> =>
  // Unbounded here, because it is bounded before: demand limits what is received, and the gate limits what may wait.
  mergeMap((delivery) => judged(runtime, runtime.gate.read(delivery)));

const judged = (runtime: ConsumerRuntime, work: Work): ObservableInput<Admitted> => {
  const { inHand, gate, drain, queueTime, limits } = runtime;
  const { receipt } = work.delivery;
  if (inHand.get(receipt)?.isLost) {
    inHand.remove(receipt);
    return EMPTY;
  }
  const decision = drain.isOver ? releaseOf(work, queueTime.now(), limits) : gate.judge(work);
  switch (decision.kind) {
    case 'deliver':
      inHand.move(receipt, 'buffered');
      return [{ kind: 'ready', work }];
    case 'wait':
      inHand.move(receipt, 'waiting');
      return untilDue(runtime, decision.untilMs).pipe(concatMap(() => judged(runtime, work)));
    case 'hold':
    case 'keep':
    case 'relay':
    case 'dead-letter':
    case 'drop':
    case 'release':
    case 'complete':
      inHand.move(receipt, 'settling');
      return [{ kind: 'decided', work, settlement: decision }];
    default:
      return decision satisfies never;
  }
};

/** Emits once: when queue time may have come to `untilMs`, or when the drain deadline cuts the wait short. */
const untilDue = ({ queueTime, drain }: ConsumerRuntime, untilMs: EpochMs): Observable<void> =>
  merge(
    new Observable<void>((subscriber) => queueTime.schedule(untilMs, () => subscriber.next())),
    drain.deadline$,
  ).pipe(
    take(1),
    map(() => undefined),
  );
