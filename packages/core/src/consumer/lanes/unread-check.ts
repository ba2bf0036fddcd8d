import { concatMap, defer, from, ignoreElements, map, type Observable, reduce, takeUntil, tap } from 'rxjs';
import type { QueueInspection } from '../../contracts/inspection.js';
import type { ConsumerRuntime } from '../consumer-runtime.js';
import { fromAbortable } from '../from-abortable.js';
import { retryPassing } from '../retry-passing.js';

/**
 * Looks once whether the queue holds visible messages in no named lane, which a consumer of named lanes can never reach, and tells.
 * Lanes are counted one after the other, between two counts of the queue: what moves meanwhile must not look like one of them.
 */
export const unreadCheck = (runtime: ConsumerRuntime, inspection: QueueInspection): Observable<never> => {
  const visible = (lane?: string): Observable<number> =>
    fromAbortable((signal) => inspection.stats(lane, { signal })).pipe(map((stats) => stats.visible));
  const named$ = defer(() => fromAbortable((signal) => inspection.lanes({ signal }))).pipe(
    concatMap((lanes) => from(lanes)),
    concatMap((lane) => visible(lane)),
    reduce((sum, count) => sum + count, 0),
  );
  return defer(() => visible()).pipe(
    concatMap((before) => named$.pipe(map((named) => ({ before, named })))),
    concatMap(({ before, named }) => visible().pipe(map((now) => Math.min(before, now) - named))),
    retryPassing(runtime),
    tap((messages) => {
      if (messages > 0) runtime.events({ kind: 'unread', messages });
    }),
    takeUntil(runtime.drain.stopping$),
    ignoreElements(),
  );
};
