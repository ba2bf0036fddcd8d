import type { EpochMs } from '@snoozeq/core';
import { filled, fullBucket, isOpen, spent, type TokenBucket } from './token-bucket.js';

/** Keys beyond this many are forgotten as soon as they have been idle for a second: channels come and go. */
const MAX_KEYS = 1_024;

/** A token bucket for each key, all with the same rate in units per second, which is given with each call; Infinity: no bound. */
export class Rates {
  readonly #buckets = new Map<string, TokenBucket>();

  isOpen(key: string, perSecond: number, nowMs: EpochMs): boolean {
    return perSecond === Infinity || isOpen(this.#bucket(key, perSecond, nowMs));
  }

  spend(key: string, amount: number, { perSecond, nowMs }: { perSecond: number; nowMs: EpochMs }): void {
    if (perSecond === Infinity) return;
    this.#buckets.set(key, spent(this.#bucket(key, perSecond, nowMs), amount));
    if (this.#buckets.size > MAX_KEYS) this.#forgetIdle(perSecond, nowMs);
  }

  get size(): number {
    return this.#buckets.size;
  }

  #bucket(key: string, perSecond: number, nowMs: EpochMs): TokenBucket {
    const bucket = this.#buckets.get(key);
    return bucket ? filled(bucket, perSecond, nowMs) : fullBucket(perSecond, nowMs);
  }

  #forgetIdle(perSecond: number, nowMs: EpochMs): void {
    for (const key of this.#buckets.keys()) {
      if (this.#bucket(key, perSecond, nowMs).level >= perSecond) this.#buckets.delete(key);
    }
  }
}
