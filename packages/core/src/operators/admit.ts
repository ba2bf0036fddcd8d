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
import { handedBack } from '../consumer/release.js';
import type { ConsumerRuntime } from '../consumer/consumer-runtime.js';
import { givenBack } from '../consumer/types/given-back.js';
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
  const { inHand, gate, drain } = runtime;
  const { receipt } = work.delivery;
  if (inHand.get(receipt)?.isLost) {
    inHand.remove(receipt);
    return EMPTY;
  }
  const decision = drain.isOver ? handedBack(runtime, work) : gate.judge(work);
  switch (decision.kind) {
    case 'deliver':
      return inTurn(runtime, work);
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

/** Work of a type that has limits waits here for its turn, as above; where too many wait, it goes back, and that is no attempt. */
const inTurn = (runtime: ConsumerRuntime, work: Work): ObservableInput<Admitted> => {
  const { inHand, typeTurns, drain, queueTime } = runtime;
  const { receipt } = work.delivery;
  const turns = typeTurns.of(work);
  if (!turns) return [ready(runtime, work)];
  return merge(turns.ask(receipt), drain.deadline$.pipe(map(() => undefined))).pipe(
    take(1),
    concatMap((turn): ObservableInput<Admitted> => {
      switch (turn?.kind) {
        case 'go':
          return [ready(runtime, work)];
        case 'back':
          inHand.move(receipt, 'settling');
          return [givenBack(work, queueTime.now() + turn.forMs)];
        // Lost, or the drain is over: judged again, that is forgotten or released.
        case 'lost':
        case undefined:
          return judged(runtime, work);
        default:
          return turn satisfies never;
      }
    }),
  );
};

const ready = ({ inHand }: ConsumerRuntime, work: Work): Admitted => {
  inHand.move(work.delivery.receipt, 'buffered');
  return { kind: 'ready', work };
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
