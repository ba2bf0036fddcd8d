import { Observable } from 'rxjs';
import type { InHand } from './in-hand.js';
import type { PollerRange } from './poller-range.js';

export interface PollerCountParts {
  readonly range: PollerRange;
  /** Most that one poll brings. */
  readonly batch: number;
  /** Handlers that run at once. */
  readonly concurrency: number;
  readonly inHand: InHand;
}

/**
 * How many loops of one lane may poll at once. One more after a full batch that came to idle handlers: there is a backlog, and polls are
 * what holds it up. One less after an empty reply, and the fewest after a failure. Each brings places for a batch, so what is
 * buffered is bound by the loops that poll.
 */
export class PollerCount {
  readonly #parts: PollerCountParts;
  readonly #waiting = new Set<() => void>();
  #allowed: number;
  #polling = 0;

  constructor(parts: PollerCountParts) {
    this.#parts = parts;
    this.#allowed = parts.range.min;
  }

  get allowed(): number {
    return this.#allowed;
  }

  /** Emits once, when one more may poll; it must `leave`. */
  enter(): Observable<void> {
    return new Observable((subscriber) => {
      const attempt = (): void => {
        if (this.#polling >= this.#allowed) return;
        this.#waiting.delete(attempt);
        this.#polling += 1;
        subscriber.next();
        subscriber.complete();
      };
      this.#waiting.add(attempt);
      attempt();
      return () => this.#waiting.delete(attempt);
    });
  }

  leave(): void {
    this.#polling -= 1;
    this.#wake();
  }

  /** Call it with the size of a reply before it is taken in hand. */
  answered(count: number): void {
    const { range, batch, concurrency, inHand } = this.#parts;
    const isIdle = inHand.count('running') + inHand.count('buffered') < concurrency;
    if (count >= batch && isIdle) this.#allow(Math.min(range.max, this.#allowed + 1));
    if (count === 0) this.#allow(Math.max(range.min, this.#allowed - 1));
  }

  /** Back to the fewest: more polls do not help a service that has trouble. */
  reset(): void {
    this.#allow(this.#parts.range.min);
  }

  #allow(count: number): void {
    if (count === this.#allowed) return;
    this.#parts.inHand.addPlaces((count - this.#allowed) * this.#parts.batch);
    this.#allowed = count;
    this.#wake();
  }

  #wake(): void {
    for (const attempt of [...this.#waiting]) attempt();
  }
}
