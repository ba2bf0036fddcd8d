import { merge, type Observable, ReplaySubject, type Subscription, switchMap, take, tap } from 'rxjs';
import type { Clock } from '../contracts/clock.js';
import type { Drained, EventSink } from '../contracts/events.js';
import type { DurationMs } from '../contracts/time.js';
import { after } from '../clock/sleep.js';

export interface DrainParts {
  readonly processClock: Clock;
  readonly drainMs: DurationMs;
  readonly handlerDeadlineMs: DurationMs;
  readonly events: EventSink;
}

/**
 * The three steps of an orderly stop: no new poll (`stopping$`), open polls end (`pollsEnd$`), handlers and waits end
 * (`deadline$`). Latched, because a stop that comes between two polls must not be missed.
 */
export class Drain {
  readonly #stopping = new ReplaySubject<void>(1);
  readonly #pollsEnd = new ReplaySubject<void>(1);
  readonly #deadline = new ReplaySubject<void>(1);
  readonly #parts: DrainParts;
  readonly stopping$ = this.#stopping.asObservable();
  readonly pollsEnd$ = this.#pollsEnd.asObservable();
  readonly deadline$ = this.#deadline.asObservable();
  #isStopping = false;
  #isOver = false;
  #left: Drained = { handedBack: 0, cutOff: 0, abortedPolls: 0 };

  constructor(parts: DrainParts) {
    this.#parts = parts;
  }

  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** The deadline has passed: what has not started is released. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Something that the stop left to other consumers. */
  leave(what: keyof Drained): void {
    this.#left = { ...this.#left, [what]: this.#left[what] + 1 };
  }

  /** Tells what was left, when nothing is in hand any more. Without effect where nothing was stopped. */
  end(): void {
    if (this.#isStopping) this.#parts.events({ kind: 'drained', ...this.#left });
  }

  /** Runs the steps from the first emission of `stop$`. The subscription cancels what has not happened yet. */
  follow(stop$: Observable<unknown>): Subscription {
    const { processClock, drainMs, handlerDeadlineMs } = this.#parts;
    return stop$
      .pipe(
        take(1),
        tap(() => this.#begin()),
        switchMap(() =>
          merge(
            after(processClock, drainMs).pipe(tap(() => this.#pollsEnd.next())),
            after(processClock, Math.max(drainMs, handlerDeadlineMs)).pipe(tap(() => this.#cutOff())),
          ),
        ),
      )
      .subscribe();
  }

  #begin(): void {
    this.#isStopping = true;
    this.#parts.events({ kind: 'draining' });
    this.#stopping.next();
  }

  #cutOff(): void {
    this.#isOver = true;
    this.#deadline.next();
  }
}
