import { Observable } from 'rxjs';

/** A promise as a stream of one value; unsubscribing aborts the call, and what it rejects with then is of no interest. */
export const fromAbortable = <T>(call: (signal: AbortSignal) => Promise<T>): Observable<T> =>
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
