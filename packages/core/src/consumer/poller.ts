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
  retry,
  takeUntil,
  throwError,
} from 'rxjs';
import { after } from '../clock/sleep.js';
import type { Delivery } from '../contracts/delivery.js';
import { QueueError } from '../errors.js';
import { serviceBackoffMs } from './backoff.js';
import type { ConsumerRuntime } from './consumer-runtime.js';
import type { InHand } from './in-hand.js';

/**
 * One poll loop on one lane (`undefined`: any): asks for a full batch as soon as a full batch has room, and never before. After a
 * stop it asks no more; a poll that is open then may answer until the drain ends it. A failure that may pass is tried again
 * after a back-off on the process clock; any other one ends the stream.
 */
export const poller = (runtime: ConsumerRuntime, lane: string | undefined): Observable<Delivery> => {
  const { inHand, transport, drain } = runtime;
  const batch = transport.capabilities.maxBatch;
  return defer(() => roomFor(batch, inHand).pipe(takeUntil(drain.stopping$))).pipe(
    concatMap(() => receive(runtime, lane, batch)),
    retry({ delay: (error, failures) => backOff(runtime, QueueError.from(error), failures) }),
    concatMap((deliveries) => from(deliveries)),
    repeat({ delay: () => (drain.isStopping ? EMPTY : of(undefined)) }),
    takeUntil(drain.pollsEnd$),
  );
};

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
  lane: string | undefined,
  limit: number,
): Observable<readonly Delivery[]> => {
  const { transport, profile, inHand } = runtime;
  const { leaseMs, waitMs } = profile;
  const request = { limit, leaseMs, waitMs, ...(lane !== undefined && { lane }) };
  return fromAbortable((signal) => transport.receive(request, { signal })).pipe(
    map((deliveries) => accept(runtime, deliveries)),
    finalize(() => inHand.unreserve(limit)),
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

const backOff = (runtime: ConsumerRuntime, error: QueueError, failures: number): Observable<unknown> => {
  const { processClock, random, events, activity, drain } = runtime;
  if (!error.isPassing) return throwError(() => error);
  const retryInMs = serviceBackoffMs(failures, error, random);
  events({ kind: 'receive-failed', error, retryInMs });
  return after(processClock, retryInMs).pipe(takeUntil(drain.stopping$), finalize(activity.begin()));
};

/** A promise as a stream of one value; unsubscribing aborts the call, and what it rejects with then is of no interest. */
const fromAbortable = <T>(call: (signal: AbortSignal) => Promise<T>): Observable<T> =>
  new Observable((subscriber) => {
    const abort = new AbortController();
    let isOpen = true;
    call(abort.signal)
      .finally(() => (isOpen = false))
      .then(
        (value) => {
          subscriber.next(value);
          subscriber.complete();
        },
        (error: unknown) => subscriber.error(error),
      );
    return () => {
      if (isOpen) abort.abort();
    };
  });
