import { defer, filter, map, type Observable, of, repeat, share, take, tap } from 'rxjs';
import { after } from '../../clock/sleep.js';
import type { Clock } from '../../contracts/clock.js';
import type { Delivery, Receipt } from '../../contracts/delivery.js';
import type { EventSink } from '../../contracts/events.js';
import type { QueueInspection, QueueStats } from '../../contracts/inspection.js';
import type { DurationMs, EpochMs } from '../../contracts/time.js';
import { fromAbortable } from '../from-abortable.js';

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
 * How much of a lane a consumer may take: what it holds is in flight, and a queue has a limit. It looks at the statistics, grants itself
 * an eighth of the room, and looks again when that is used up or old. From the room it first takes what others may not see yet: its own
 * share of what it took lately, once for each of the seven. So eight consumers never exceed the limit together, however they interleave.
 */
export class InFlightBudget {
  readonly #parts: InFlightBudgetParts;
  /** What was taken and has not ended, oldest first; older entries are in everybody's statistics. */
  readonly #taken = new Map<Receipt, { readonly atMs: EpochMs; readonly number: number }>();
  readonly #look$: Observable<void>;
  #number = 0;
  /** Taken after this are the deliveries that count against the grant. */
  #grantedFrom = 0;
  #granted = 0;
  #used = 0;
  #validUntilMs: EpochMs = Number.NEGATIVE_INFINITY;
  #isFull = false;

  constructor(parts: InFlightBudgetParts) {
    this.#parts = parts;
    // Shared by the poll loops: one look serves them all. It starts anew for each.
    this.#look$ = defer(() => this.#look()).pipe(share());
  }

  /** Emits once, when another batch may be taken. Errors when the queue cannot be asked. */
  room(): Observable<void> {
    const { queueClock } = this.#parts;
    return defer(() => (this.#mayTake ? of(true) : this.#look$.pipe(map(() => this.#mayTake)))).pipe(
      repeat({ delay: () => after(queueClock, FULL_MS) }),
      filter(Boolean),
      take(1),
      map(() => undefined),
    );
  }

  took(deliveries: readonly Delivery[]): void {
    const atMs = this.#parts.queueClock.now();
    for (const { receipt } of deliveries) this.#taken.set(receipt, { atMs, number: (this.#number += 1) });
    this.#used += deliveries.length;
  }

  /** It is not in flight any more. */
  ended(receipt: Receipt): void {
    const number = this.#taken.get(receipt)?.number ?? 0;
    this.#taken.delete(receipt);
    if (number > this.#grantedFrom) this.#used -= 1;
  }

  /** A first batch of each loop needs no grant, so that an idle lane costs no look: the reserve has room for it. */
  get #mayTake(): boolean {
    if (this.#used === 0) return !this.#isFull;
    const isFresh = this.#parts.queueClock.now() < this.#validUntilMs;
    return this.#used < (isFresh ? this.#granted : Math.min(this.#granted, this.#lastingGrant));
  }

  #look(): Observable<void> {
    const { inspection, queueClock } = this.#parts;
    const askedAtMs = queueClock.now();
    const number = this.#number;
    return fromAbortable((signal) => inspection.stats(undefined, { signal })).pipe(
      tap((stats) => this.#grant(stats, askedAtMs, number)),
      map(() => undefined),
    );
  }

  #grant({ inFlight }: QueueStats, askedAtMs: EpochMs, number: number): void {
    const { maxInFlight, maxBatch, events } = this.#parts;
    const room = maxInFlight - this.#reserve - inFlight;
    const recent = this.#takenSince(askedAtMs - FULL_MS);
    this.#granted = Math.max(0, Math.floor((room - (CONSUMERS - 1) * recent) / CONSUMERS));
    this.#grantedFrom = number;
    this.#used = [...this.#taken.values()].filter((entry) => entry.number > number).length;
    this.#validUntilMs = askedAtMs + GRANT_MS;
    this.#isFull = this.#granted < maxBatch;
    if (room < CONSUMERS * maxBatch) events({ kind: 'lanes-full', inFlight, maxInFlight });
  }

  /** Forgets what is older. */
  #takenSince(atMs: EpochMs): number {
    for (const [receipt, entry] of this.#taken) {
      if (entry.atMs > atMs) break;
      this.#taken.delete(receipt);
    }
    return this.#taken.size;
  }

  /** The part of a grant that does not grow old: if all eight use theirs unseen, the reserve has room for it. */
  get #lastingGrant(): number {
    const { pollers, maxBatch } = this.#parts;
    return Math.floor(this.#reserve / CONSUMERS) - pollers * maxBatch;
  }

  get #reserve(): number {
    const { maxInFlight, pollers, maxBatch } = this.#parts;
    return Math.max(Math.ceil(maxInFlight * RESERVE), CONSUMERS * pollers * maxBatch);
  }
}
