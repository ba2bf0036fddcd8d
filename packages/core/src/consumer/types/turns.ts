import { Observable } from 'rxjs';
import type { Clock } from '../../contracts/clock.js';
import type { Receipt } from '../../contracts/delivery.js';
import type { DurationMs, EpochMs } from '../../contracts/time.js';
import type { HandState, InHand } from '../in-hand.js';
import { StartWindow } from './start-window.js';
import type { TypeLimit } from './type-limit.js';

export interface TurnParts {
  readonly inHand: InHand;
  readonly queueClock: Clock;
  /** Most messages that wait in memory, for whatever reason. */
  readonly maxWaits: number;
}

/** What to do with a delivery that asked for its turn. */
export type Turn =
  | { readonly kind: 'go' }
  /** It was lost while it waited. */
  | { readonly kind: 'lost' }
  /** Too many wait: give it back, for about as long as those before it will take. */
  | { readonly kind: 'back'; readonly forMs: DurationMs };

/** Most that have their turn and no slot yet, so that one type cannot fill the places of all. */
const SHARE = 20;
/** As many may wait whatever it takes, so that slots never stand empty, and no more than that whatever happens. */
const FEWEST_WAITING = 20;
const MOST_WAITING = 1_000;
/** In between, only what is expected to have its turn within this waits in memory. */
const SOON_MS: DurationMs = 5_000;
/** Bounds of what is given back: hides are whole seconds, and a guess that was wrong must not keep a slot empty for long. */
const SHORTEST_BACK_MS: DurationMs = 2_000;
const LONGEST_BACK_MS: DurationMs = 300_000;
/** Taken for the time of a handler until one has ended, and how fast that is corrected. */
const FIRST_GUESS_MS: DurationMs = 1_000;
const WEIGHT = 1 / 8;

/**
 * The turns of one type. What exceeds its limits waits in memory, under its lease, without a place and without a slot; what exceeds
 * that goes back to the queue until its turn is near.
 */
export class Turns {
  readonly #parts: TurnParts;
  readonly #concurrency: number;
  readonly #window: StartWindow | undefined;
  readonly #waiting = new Map<Receipt, (turn: Turn) => void>();
  /** Have their turn and no slot yet. */
  #reserved = 0;
  #running = 0;
  #meanMs = FIRST_GUESS_MS;
  /** The turn of what was given back last. */
  #backMs: EpochMs = Number.NEGATIVE_INFINITY;
  #cancelTimer: (() => void) | undefined;
  #isWaking = false;

  constructor({ concurrency = Number.POSITIVE_INFINITY, rate }: TypeLimit, parts: TurnParts) {
    this.#parts = parts;
    this.#concurrency = concurrency;
    this.#window = rate && new StartWindow(rate, parts.queueClock);
  }

  /** Emits once: at once, or when its turn has come. */
  ask(receipt: Receipt): Observable<Turn> {
    return new Observable((subscriber) => {
      const answer = (turn: Turn): void => {
        subscriber.next(turn);
        subscriber.complete();
      };
      if (this.#waiting.size === 0 && this.#isFree) return this.#go(receipt, answer);
      if (!this.#mayWait) return answer({ kind: 'back', forMs: this.#backForMs() });
      this.#parts.inHand.move(receipt, 'waiting');
      this.#waiting.set(receipt, answer);
      this.#arm();
      return () => {
        this.#waiting.delete(receipt);
        this.#arm();
      };
    });
  }

  get #isFree(): boolean {
    if (this.#reserved >= SHARE || this.#reserved + this.#running >= this.#concurrency) return false;
    return this.#window === undefined || this.#window.allows(this.#reserved);
  }

  get #mayWait(): boolean {
    const { inHand, maxWaits } = this.#parts;
    const { size } = this.#waiting;
    if (size >= MOST_WAITING || inHand.count('waiting') >= maxWaits) return false;
    return size < FEWEST_WAITING || size * this.#intervalMs <= SOON_MS;
  }

  #go(receipt: Receipt, answer: (turn: Turn) => void): void {
    this.#reserved += 1;
    this.#follow(receipt);
    answer({ kind: 'go' });
  }

  /** A turn is over when its delivery is settled or forgotten, whether its handler has started or not. */
  #follow(receipt: Receipt): void {
    const { inHand, queueClock } = this.#parts;
    let startedMs: EpochMs | undefined;
    let isOver = false;
    inHand.watch(receipt, (state: HandState | undefined) => {
      if (isOver || state === 'buffered' || state === 'waiting') return;
      if (state === 'running') {
        startedMs = queueClock.now();
        this.#reserved -= 1;
        this.#running += 1;
        this.#window?.started();
      } else {
        isOver = true;
        if (startedMs === undefined) this.#reserved -= 1;
        else this.#ended(queueClock.now() - startedMs);
      }
      this.#wake();
    });
  }

  #ended(tookMs: DurationMs): void {
    this.#running -= 1;
    this.#meanMs += (tookMs - this.#meanMs) * WEIGHT;
  }

  #wake(): void {
    // A start inside the loop comes here again, and is seen by the loop anyway.
    if (this.#isWaking) return;
    this.#isWaking = true;
    while (this.#isFree) {
      const next = this.#waiting.entries().next();
      if (next.done) break;
      const [receipt, answer] = next.value;
      this.#waiting.delete(receipt);
      const held = this.#parts.inHand.get(receipt);
      if (!held || held.isLost) answer({ kind: 'lost' });
      else this.#go(receipt, answer);
    }
    this.#isWaking = false;
    this.#arm();
  }

  /** Only a rate is a matter of time; a timer only while somebody waits for it. */
  #arm(): void {
    if (this.#waiting.size === 0) {
      this.#cancelTimer?.();
      this.#cancelTimer = undefined;
      return;
    }
    const atMs = this.#cancelTimer ? undefined : this.#window?.nextMs(this.#reserved);
    if (atMs === undefined) return;
    this.#cancelTimer = this.#parts.queueClock.schedule(atMs, () => {
      this.#cancelTimer = undefined;
      this.#wake();
    });
  }

  /** Expected time between two starts. */
  get #intervalMs(): DurationMs {
    return Math.max(this.#meanMs / this.#concurrency, this.#window?.intervalMs ?? 0);
  }

  #backForMs(): DurationMs {
    const nowMs = this.#parts.queueClock.now();
    const afterWaitingMs = nowMs + this.#waiting.size * this.#intervalMs;
    const turnMs = Math.max(this.#backMs + this.#intervalMs, afterWaitingMs);
    this.#backMs = Math.min(turnMs, nowMs + LONGEST_BACK_MS);
    return Math.max(SHORTEST_BACK_MS, this.#backMs - nowMs);
  }
}
