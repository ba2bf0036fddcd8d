import { type MonoTypeOperatorFunction, tap } from 'rxjs';
import type { EpochMs } from '../contracts/time.js';
import type { Settled } from '../contracts/settlement.js';

/** Beyond this many different instants, later ones are not remembered: what comes back then is found by a poll as anything else. */
const MOST = 10_000;

/** When messages that this consumer has hidden come back: the earliest known times at which there is something to ask for. */
export class ReturnTimes {
  readonly #atMs = new Set<EpochMs>();

  readonly follow: MonoTypeOperatorFunction<Settled> = tap(({ settlement, status }) => {
    if (status.kind !== 'applied' || (settlement.kind !== 'hold' && settlement.kind !== 'keep')) return;
    if (this.#atMs.size < MOST) this.#atMs.add(status.leaseUntilMs ?? settlement.untilMs);
  });

  /** The next one after `nowMs`, and +Infinity without one; what is over is forgotten. */
  nextMs(nowMs: EpochMs): EpochMs {
    let nextMs = Number.POSITIVE_INFINITY;
    for (const atMs of this.#atMs) {
      if (atMs <= nowMs) this.#atMs.delete(atMs);
      else nextMs = Math.min(nextMs, atMs);
    }
    return nextMs;
  }
}
