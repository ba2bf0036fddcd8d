import {
  concatMap,
  defer,
  EMPTY,
  finalize,
  from,
  map,
  Observable,
  of,
  repeat,
  take,
  takeUntil,
  tap,
} from 'rxjs';
import type { Delivery } from '../contracts/delivery.js';
import type { DurationMs } from '../contracts/time.js';
import type { ConsumerRuntime } from './consumer-runtime.js';
import { fromAbortable } from './from-abortable.js';
import type { InHand } from './in-hand.js';
import type { PollerCount } from './poller-count.js';

/** What one poll asks for. */
export interface PollTurn {
  /** `undefined`: any. */
  readonly lane: string | undefined;
  readonly waitMs: DurationMs;
  /** Called once: with what came, before anybody works on it, or with nothing when the poll failed or was cut off. */
  readonly end?: (deliveries?: readonly Delivery[]) => void;
}

/**
 * One poll loop: asks for a full batch as soon as a full batch has room, and never before; then for what `turn$` names first. After a
 * stop it asks no more; a poll that is open then may answer until the drain ends it. A failure that may pass is tried again
 * when the breaker lets it; any other one ends the stream.
 *
 * @param count lets it ask when so many loops are wanted; default: always
 */
export const poller = (
  runtime: ConsumerRuntime,
  turn$: Observable<PollTurn>,
  count?: PollerCount,
): Observable<Delivery> => {
  const { inHand, transport, drain } = runtime;
  const batch = transport.capabilities.maxBatch;
  const poll$ = turn$.pipe(
    take(1),
    takeUntil(drain.stopping$),
    concatMap((turn) => receive(runtime, turn, batch, count)),
  );
  const ask$ = defer(() => roomFor(batch, inHand).pipe(takeUntil(drain.stopping$))).pipe(
    concatMap(() => poll$.pipe(finalize(() => inHand.unreserve(batch)))),
  );
  return (count ? counted(count, ask$, drain.stopping$) : ask$).pipe(
    concatMap((deliveries) => from(deliveries)),
    repeat({ delay: () => (drain.isStopping ? EMPTY : of(undefined)) }),
    takeUntil(drain.pollsEnd$),
  );
};

const counted = <T>(count: PollerCount, ask$: Observable<T>, stopping$: Observable<unknown>): Observable<T> =>
  count.enter().pipe(
    takeUntil(stopping$),
    concatMap(() => ask$.pipe(finalize(() => count.leave()))),
  );

/** Emits once when `count` places are free, having taken them. */
const roomFor = (count: number, inHand: InHand): Observable<void> =>
  new Observable((subscriber) => {
    const take = (): void => {
      if (subscriber.closed || inHand.freePlaces < count) return;
      inHand.reserve(count);
      subscriber.next();
      subscriber.complete();
    };
    subscriber.add(inHand.onChange(take));
    take();
  });

const receive = (
  runtime: ConsumerRuntime,
  { lane, waitMs, end = () => undefined }: PollTurn,
  limit: number,
  count?: PollerCount,
): Observable<readonly Delivery[]> => {
  const { transport, profile, breaker, drain } = runtime;
  const request = { limit, leaseMs: profile.leaseMs, ...(lane !== undefined && { lane }) };
  let hasEnded = false;
  const call = (isProbe: boolean): Observable<readonly Delivery[]> =>
    fromAbortable((signal) =>
      transport.receive({ ...request, waitMs: isProbe ? 0 : waitMs }, { signal }),
    ).pipe(tap({ unsubscribe: () => drain.isStopping && drain.leave('abortedPolls') }));
  return breaker.through(call).pipe(
    map((deliveries) => {
      count?.answered(deliveries.length);
      return accept(runtime, deliveries);
    }),
    tap((deliveries) => {
      hasEnded = true;
      end(deliveries);
    }),
    finalize(() => {
      if (hasEnded) return;
      count?.reset();
      end();
    }),
  );
};

/** Takes a reply in hand in one turn, before anybody may look at the demand again. */
const accept = (
  { inHand, queueTime, profile, events }: ConsumerRuntime,
  deliveries: readonly Delivery[],
): readonly Delivery[] => {
  for (const delivery of deliveries) queueTime.observe(delivery, profile.leaseMs);
  for (const delivery of deliveries) inHand.receive(delivery);
  if (deliveries.length > 0) events({ kind: 'received', count: deliveries.length });
  return deliveries;
};
