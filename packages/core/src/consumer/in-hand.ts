import type { Activity } from '../contracts/activity.js';
import type { Delivery, Receipt } from '../contracts/delivery.js';
import type { EpochMs } from '../contracts/time.js';

/** Where a delivery is between its reception and its settlement. */
export type HandState = 'buffered' | 'waiting' | 'running' | 'settling';

/** A delivery that we hold. The lease keeper writes what changes about its lease; everything else goes through `InHand`. */
export interface Held {
  readonly delivery: Delivery;
  readonly state: HandState;
  /** Aborted when the lease is lost, or when the drain deadline has passed. */
  readonly abort: AbortController;
  leaseUntilMs: EpochMs;
  /** The service gave the message to somebody else: whatever we do now is too late. */
  isLost: boolean;
  /** Settles when a renewal that is on its way to the service has been answered. */
  renewal: Promise<void> | undefined;
}

class Entry implements Held {
  state: HandState = 'buffered';
  leaseUntilMs: EpochMs;
  isLost = false;
  renewal: Promise<void> | undefined;
  watcher: Watcher | undefined;
  #abort: AbortController | undefined;

  constructor(
    readonly delivery: Delivery,
    public endActivity: () => void,
  ) {
    this.leaseUntilMs = delivery.leaseUntilMs;
  }

  /** Made when somebody asks: of what is received only to be held again, nobody does. */
  get abort(): AbortController {
    return (this.#abort ??= new AbortController());
  }
}

/** Told each state that a delivery moves to, and `undefined` when it has gone. */
type Watcher = (state: HandState | undefined) => void;

/** Settlements that may be on their way at once; beyond it no further poll opens. Ten batches keep a slow service busy. */
const MAX_SETTLING = 200;

/**
 * Every delivery in hand, by receipt: what demand, the lease keeper and the drain look at. A place is taken by what is buffered
 * or running, and by what an open poll may bring; waits and settlements take none, but have bounds of their own.
 */
export class InHand {
  readonly #entries = new Map<Receipt, Entry>();
  #places: number;
  readonly #activity: Activity;
  readonly #listeners = new Set<() => void>();
  readonly #counts: Record<HandState, number> = { buffered: 0, waiting: 0, running: 0, settling: 0 };
  #reserved = 0;

  constructor(places: number, activity: Activity) {
    this.#places = places;
    this.#activity = activity;
  }

  get size(): number {
    return this.#entries.size;
  }

  get freePlaces(): number {
    if (this.#counts.settling >= MAX_SETTLING) return 0;
    return this.#places - this.#reserved - this.#counts.buffered - this.#counts.running;
  }

  count(state: HandState): number {
    return this.#counts[state];
  }

  get(receipt: Receipt): Held | undefined {
    return this.#entries.get(receipt);
  }

  all(): readonly Held[] {
    return [...this.#entries.values()];
  }

  /** Takes `count` places for a poll. */
  reserve(count: number): void {
    this.#reserved += count;
  }

  /** Gives them back once the reply is there. */
  unreserve(count: number): void {
    this.#reserved -= count;
    this.#changed();
  }

  /** There may be that many more, or fewer where it is negative. */
  addPlaces(count: number): void {
    this.#places += count;
    this.#changed();
  }

  receive(delivery: Delivery): void {
    this.#counts.buffered += 1;
    this.#entries.set(delivery.receipt, new Entry(delivery, this.#activity.begin()));
    this.#changed();
  }

  /** A wait is a timer of the queue clock and not work: a skipping clock may move on to its end. */
  move(receipt: Receipt, state: HandState): void {
    const entry = this.#entries.get(receipt);
    if (!entry || entry.state === state) return;
    if (entry.state === 'waiting') entry.endActivity = this.#activity.begin();
    else if (state === 'waiting') {
      entry.endActivity();
      entry.endActivity = () => undefined;
    }
    this.#counts[entry.state] -= 1;
    this.#counts[state] += 1;
    entry.state = state;
    this.#changed();
    entry.watcher?.(state);
  }

  remove(receipt: Receipt): void {
    const entry = this.#entries.get(receipt);
    if (!entry) return;
    this.#entries.delete(receipt);
    this.#counts[entry.state] -= 1;
    this.#changed();
    // First, because what it starts must not find the process idle.
    entry.watcher?.(undefined);
    entry.endActivity();
  }

  /** From now on `watcher` is told where this delivery is; one watcher each. */
  watch(receipt: Receipt, watcher: Watcher): void {
    const entry = this.#entries.get(receipt);
    if (entry) entry.watcher = watcher;
  }

  /** Calls `listener` after every change. Returns a function that stops it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    // A listener that stops listening meanwhile is skipped, and one that begins is called: both may look once too often.
    for (const listener of this.#listeners) listener();
  }
}
