import {
  concatMap,
  defer,
  distinctUntilChanged,
  filter,
  from,
  map,
  merge,
  type Observable,
  repeat,
  startWith,
  Subject,
  takeWhile,
} from 'rxjs';
import { after } from '../../clock/sleep.js';
import type { Clock } from '../../contracts/clock.js';
import type { Delivery, Receipt } from '../../contracts/delivery.js';
import type { EventSink } from '../../contracts/events.js';
import type { QueueInspection, QueueStats } from '../../contracts/inspection.js';
import type { DurationMs, EpochMs } from '../../contracts/time.js';

export interface InFlightBudgetParts {
  readonly inspection: QueueInspection;
  readonly queueClock: Clock;
  /** Most messages in flight on the queue. */
  readonly maxInFlight: number;
  /** Poll loops that read lanes, and what each may bring. */
  readonly pollers: number;
  readonly maxBatch: number;
  readonly events: EventSink;
}

/** Consumers that may read lanes of one queue at once and still stay below the limit together. */
const CONSUMERS = 8;
/** Kept free for what is read from `ready`, and for other readers of the queue. */
const RESERVE = 0.05;
/** How long a grant may be used. */
const GRANT_MS: DurationMs = 5_000;
/** How old the service's statistics may be. */
const STATS_AGE_MS: DurationMs = 1_000;
/** When to look again after there was no room: by then every grant that could hide from us has shown. */
const FULL_MS: DurationMs = GRANT_MS + STATS_AGE_MS;

/**
 * `fresh`: of any lane, within the grant. `due`: of lanes that were read to their end before, where messages come back from their
 * holds and must not wait for room: a batch for each loop may always be on its way.
 */
export type Reading = 'fresh' | 'due';

interface Taken {
  readonly atMs: EpochMs;
  /** Counts up. */
  readonly number: number;
  readonly reading: Reading;
}

/**
 * How much of a lane a consumer may take: what it holds is in flight, and a queue has a limit. It looks at the statistics, grants itself
 * an eighth of the room, and looks again when that is used up or old. From the room it first takes what others may not see yet: its own
 * share of what it took lately, once for each of the seven. So eight consumers never exceed the limit together, however they interleave.
 */
export class InFlightBudget {
  readonly #parts: InFlightBudgetParts;
  /** What was taken and has not ended. */
  readonly #taken = new Map<Receipt, Taken>();
  /** Wakes loops that wait for room, when a delivery has ended. */
  readonly #ended = new Subject<void>();
  #looking: Promise<void> | undefined;
  /** Not looked again before this, when there was no room. */
  #nextLookMs: EpochMs = Number.NEGATIVE_INFINITY;
  #number = 0;
  /** Taken after this are the deliveries that count against the grant. */
  #grantedFrom = 0;
  #granted = 0;
  #used: Record<Reading, number> = { fresh: 0, due: 0 };
  #validUntilMs: EpochMs = Number.NEGATIVE_INFINITY;
  #isFull = false;

  constructor(parts: InFlightBudgetParts) {
    this.#parts = parts;
  }

  /**
   * What may be read now, and again whenever that changes, until it is `fresh`. Looks at the queue while it has to; errors when that
   * cannot be asked.
   */
  room(): Observable<Reading> {
    const looks$ = defer(() => this.#look()).pipe(repeat());
    return merge(this.#ended, looks$).pipe(
      startWith(undefined),
      map(() => this.#allowed()),
      filter((reading) => reading !== undefined),
      distinctUntilChanged(),
      takeWhile((reading) => reading !== 'fresh', true),
    );
  }

  took(deliveries: readonly Delivery[], reading: Reading): void {
    const atMs = this.#parts.queueClock.now();
    for (const { receipt } of deliveries)
      this.#taken.set(receipt, { atMs, number: (this.#number += 1), reading });
    this.#used[reading] += deliveries.length;
  }

  /** It is not in flight any more. */
  ended(receipt: Receipt): void {
    const taken = this.#taken.get(receipt);
    if (!taken) return;
    this.#taken.delete(receipt);
    if (taken.number > this.#grantedFrom) this.#used[taken.reading] -= 1;
    this.#ended.next();
  }

  #allowed(): Reading | undefined {
    const { pollers, maxBatch, queueClock } = this.#parts;
    const { fresh, due } = this.#used;
    if (this.#isFull) return due < pollers * maxBatch ? 'due' : undefined;
    // A first batch of each loop needs no grant, so that an idle lane costs no look: the reserve has room for it.
    const isFree = fresh + due === 0;
    const isOld = queueClock.now() >= this.#validUntilMs;
    const most = isOld ? Math.min(this.#granted, this.#lastingGrant) : this.#granted;
    return isFree || fresh + due < most ? 'fresh' : undefined;
  }

  /** One look serves every loop that waits, and is carried through though they may have gone: its result is for the next. */
  #look(): Observable<void> {
    const { queueClock } = this.#parts;
    const pauseMs = Math.max(0, this.#nextLookMs - queueClock.now());
    const ask = (): Promise<void> =>
      (this.#looking ??= this.#ask().finally(() => (this.#looking = undefined)));
    return pauseMs === 0 ? from(ask()) : after(queueClock, pauseMs).pipe(concatMap(ask));
  }

  async #ask(): Promise<void> {
    const { inspection, queueClock } = this.#parts;
    const [askedAtMs, number] = [queueClock.now(), this.#number];
    this.#grant(await inspection.stats(), askedAtMs, number);
  }

  #grant({ inFlight }: QueueStats, askedAtMs: EpochMs, number: number): void {
    const { maxInFlight, maxBatch, events } = this.#parts;
    const room = maxInFlight - this.#reserve - inFlight;
    const taken = [...this.#taken];
    const recent = taken.filter(([, { atMs }]) => atMs > askedAtMs - FULL_MS).length;
    this.#granted = Math.max(0, Math.floor((room - (CONSUMERS - 1) * recent) / CONSUMERS));
    this.#isFull = this.#granted < maxBatch;
    this.#validUntilMs = askedAtMs + GRANT_MS;
    this.#nextLookMs = this.#isFull ? askedAtMs + FULL_MS : askedAtMs;
    if (room < CONSUMERS * maxBatch) events({ kind: 'lanes-full', inFlight, maxInFlight });
    // Without a grant, what came without one still counts: looking again must not make it free.
    if (this.#isFull) return;
    this.#grantedFrom = number;
    const since = taken.filter(([, entry]) => entry.number > number);
    const due = since.filter(([, { reading }]) => reading === 'due').length;
    this.#used = { fresh: since.length - due, due };
    for (const [receipt, { atMs }] of taken) if (atMs <= askedAtMs - FULL_MS) this.#taken.delete(receipt);
  }

  /** The part of a grant that does not grow old: if all eight use theirs unseen, the reserve has room for it. */
  get #lastingGrant(): number {
    const { pollers, maxBatch } = this.#parts;
    return Math.floor(this.#reserve / CONSUMERS) - 2 * pollers * maxBatch;
  }

  /** Room for what needs no grant: of each consumer and loop a batch that is on its way, and one that comes back from holds. */
  get #reserve(): number {
    const { maxInFlight, pollers, maxBatch } = this.#parts;
    return Math.max(Math.ceil(maxInFlight * RESERVE), 2 * CONSUMERS * pollers * maxBatch);
  }
}
