import { catchError, concatMap, EMPTY, finalize, Observable, takeUntil, tap, throwError } from 'rxjs';
import type { Activity } from '../contracts/activity.js';
import type { Clock } from '../contracts/clock.js';
import type { EventSink } from '../contracts/events.js';
import type { RandomSource } from '../contracts/random.js';
import type { EpochMs } from '../contracts/time.js';
import { QueueError } from '../errors.js';
import { serviceBackoffMs } from './backoff.js';
import type { Drain } from './drain.js';

export interface BreakerParts {
  readonly processClock: Clock;
  readonly random: RandomSource;
  readonly events: EventSink;
  readonly activity: Activity;
  readonly drain: Pick<Drain, 'stopping$'>;
}

type State =
  | { readonly kind: 'closed' }
  /** Nobody asks before this. */
  | { readonly kind: 'open'; readonly untilMs: EpochMs }
  /** One asks, the others wait for what it hears. */
  | { readonly kind: 'probing' };

/**
 * Stands between the polls of a consumer and a service that has trouble: after a failure that may pass, no poll opens for a back-off that
 * grows; then one does, and the others wait for its answer. So ten pollers press a service that is down no harder than one.
 */
export class Breaker {
  readonly #parts: BreakerParts;
  readonly #waiting = new Set<() => void>();
  #state: State = { kind: 'closed' };
  /** In a row. */
  #failures = 0;
  #stopTimer: (() => void) | undefined;

  constructor(parts: BreakerParts) {
    this.#parts = parts;
  }

  /**
   * Asks when it may be asked. A failure that may pass is told as `receive-failed` and completes without a value; any other one errors.
   * A probe should not wait for messages: the others wait for it.
   */
  through<T>(ask: (isProbe: boolean) => Observable<T>): Observable<T> {
    return this.#entry().pipe(
      takeUntil(this.#parts.drain.stopping$),
      concatMap((isProbe) => {
        let isOver = false;
        return ask(isProbe).pipe(
          tap(() => {
            isOver = true;
            if (isProbe) this.#close();
          }),
          catchError((thrown: unknown) => {
            isOver = true;
            return this.#failed(QueueError.from(thrown), isProbe);
          }),
          // Cut off without an answer: somebody else asks.
          finalize(() => {
            if (isProbe && !isOver) this.#reopen(this.#parts.processClock.now());
          }),
        );
      }),
    );
  }

  /** Emits once: whether this is the probe. */
  #entry(): Observable<boolean> {
    return new Observable((subscriber) => {
      const attempt = (): void => {
        if (this.#state.kind === 'probing' || this.#isOpen) return;
        const isProbe = this.#state.kind === 'open';
        if (isProbe) this.#state = { kind: 'probing' };
        this.#waiting.delete(attempt);
        subscriber.next(isProbe);
        subscriber.complete();
      };
      subscriber.add(() => {
        this.#waiting.delete(attempt);
        this.#arm();
      });
      this.#waiting.add(attempt);
      attempt();
      this.#arm();
    });
  }

  get #isOpen(): boolean {
    return this.#state.kind === 'open' && this.#parts.processClock.now() < this.#state.untilMs;
  }

  #failed(error: QueueError, isProbe: boolean): Observable<never> {
    const { processClock, random, events } = this.#parts;
    if (!error.isPassing) return throwError(() => error);
    const nowMs = processClock.now();
    // Polls that were open before the first failure say nothing new, unless the service names a time.
    const isNews = isProbe || this.#state.kind === 'closed';
    if (isNews) this.#failures += 1;
    const retryInMs = isNews ? serviceBackoffMs(this.#failures, error, random) : (error.retryAfterMs ?? 0);
    const openUntilMs = this.#state.kind === 'open' ? this.#state.untilMs : nowMs;
    const untilMs = Math.max(openUntilMs, nowMs + retryInMs);
    events({ kind: 'receive-failed', error, retryInMs: untilMs - nowMs });
    if (isNews || this.#state.kind === 'open') this.#reopen(untilMs);
    return EMPTY;
  }

  #close(): void {
    this.#failures = 0;
    this.#state = { kind: 'closed' };
    this.#wake();
  }

  #reopen(untilMs: EpochMs): void {
    this.#state = { kind: 'open', untilMs };
    this.#stopTimer?.();
    this.#arm();
  }

  /** Backing off is work: a skipping clock must not pass over it. */
  #arm(): void {
    if (this.#waiting.size === 0) return this.#stopTimer?.();
    if (this.#state.kind !== 'open' || this.#stopTimer) return;
    const { processClock, activity } = this.#parts;
    const endActivity = activity.begin();
    const cancel = processClock.schedule(this.#state.untilMs, () => {
      this.#stopTimer = undefined;
      this.#wake();
      endActivity();
    });
    this.#stopTimer = () => {
      this.#stopTimer = undefined;
      cancel();
      endActivity();
    };
  }

  #wake(): void {
    for (const attempt of [...this.#waiting]) attempt();
  }
}
