import { ReplaySubject, type Observable } from 'rxjs';
import { QueueError } from '../errors.js';

/** Something that runs once, until it is stopped. */
export interface OneRun {
  /** Rejects with what ended it, and with code `closed` when it was called before. */
  run(): Promise<void>;
  /** Resolves when `run` has ended. Never rejects: `run` tells how it ended. Without effect afterwards; before `run`, kept for it. */
  stop(): Promise<void>;
}

/**
 * Makes `work` runnable once; its `stop$` emits when it is to end.
 *
 * @param what in the error of a second run, such as `This consumer`
 */
export const oneRun = (work: (stop$: Observable<void>) => Promise<void>, what: string): OneRun => {
  const stop$ = new ReplaySubject<void>(1);
  let running: Promise<void> | undefined;
  return {
    run: () => {
      if (running)
        return Promise.reject(
          new QueueError('closed', `${what} was started before. Create another one to start again.`),
        );
      running = work(stop$.asObservable());
      return running;
    },
    stop: async () => {
      stop$.next();
      await running?.catch(() => undefined);
    },
  };
};
