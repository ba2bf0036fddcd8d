import { defer, ignoreElements, map, merge, Observable, repeat, take, takeUntil, tap } from 'rxjs';
import { after } from '../../clock/sleep.js';
import type { ConsumerRuntime } from '../consumer-runtime.js';
import { fromAbortable } from '../from-abortable.js';
import { retryPassing } from '../retry-passing.js';
import type { LaneReadingParts } from './lane-reader.js';
import type { LaneRota } from './lane-rota.js';

/** How much sooner a refresh may come, so that consumers do not look all at once. */
const JITTER = 0.2;

/** Lists the lanes at the start, at each opening and at a slow refresh, and hands what it finds to the rota. Ends with a stop. */
export const laneLooks = (
  runtime: ConsumerRuntime,
  parts: LaneReadingParts,
  rota: LaneRota,
): Observable<never> => {
  const { queueTime, drain } = runtime;
  const look$ = defer(() => {
    const askedAtMs = queueTime.estimate();
    return fromAbortable((signal) => parts.inspection.lanes({ signal })).pipe(
      tap((lanes) => rota.see(lanes, askedAtMs)),
    );
  });
  return look$.pipe(
    retryPassing(runtime),
    repeat({ delay: () => merge(opening(runtime, parts), refresh(runtime)).pipe(take(1)) }),
    takeUntil(drain.stopping$),
    ignoreElements(),
  );
};

/** On the queue clock: a clock that skips must stop where a lane opens. */
const opening = ({ queueTime }: ConsumerRuntime, { calendar }: LaneReadingParts): Observable<void> =>
  new Observable((subscriber) =>
    queueTime.scheduleByEstimate(calendar.nextOpeningMs(queueTime.estimate()), () => subscriber.next()),
  );

/** On the process clock, for what was published late: a skipping clock need not stop for it, as it lists at every opening. */
const refresh = ({ processClock, random, profile }: ConsumerRuntime): Observable<void> =>
  after(processClock, profile.laneRefreshMs * (1 - JITTER * random())).pipe(map(() => undefined));
