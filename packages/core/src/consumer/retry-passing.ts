import { finalize, type MonoTypeOperatorFunction, type Observable, retry, takeUntil, throwError } from 'rxjs';
import { after } from '../clock/sleep.js';
import { QueueError } from '../errors.js';
import { serviceBackoffMs } from './backoff.js';
import type { ConsumerRuntime } from './consumer-runtime.js';

type RetryParts = Pick<ConsumerRuntime, 'processClock' | 'random' | 'events' | 'activity' | 'drain'>;

/**
 * Tries again what failed and may pass, after a back-off on the process clock, and tells of each failure as `look-failed`; a stop ends
 * the trying. Any other failure ends the stream.
 */
export const retryPassing =
  <T>(parts: RetryParts): MonoTypeOperatorFunction<T> =>
  (source$) =>
    source$.pipe(retry({ delay: (error, failures) => backOff(parts, QueueError.from(error), failures) }));

const backOff = (
  { processClock, random, events, activity, drain }: RetryParts,
  error: QueueError,
  failures: number,
): Observable<unknown> => {
  if (!error.isPassing) return throwError(() => error);
  const retryInMs = serviceBackoffMs(failures, error, random);
  events({ kind: 'look-failed', error, retryInMs });
  return after(processClock, retryInMs).pipe(takeUntil(drain.stopping$), finalize(activity.begin()));
};
