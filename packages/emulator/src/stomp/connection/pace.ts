import type { Clock } from '@snoozeq/core';
import { filled, fullBucket, isOpen, spent, type TokenBucket } from '../../limits/token-bucket.js';

/** Bytes one way over one connection, in real time: what is too much waits, nothing is refused. */
export class Pace {
  #bucket: TokenBucket;

  constructor(
    private readonly bytesPerSecond: number,
    private readonly realClock: Clock,
  ) {
    this.#bucket = fullBucket(bytesPerSecond, realClock.now());
  }

  passed(bytes: number): void {
    if (this.bytesPerSecond < Infinity) this.#bucket = spent(this.#now(), bytes);
  }

  /** Undefined: at once. */
  untilOpen(): Promise<void> | undefined {
    if (this.bytesPerSecond === Infinity) return undefined;
    const bucket = this.#now();
    if (isOpen(bucket)) return undefined;
    const waitMs = Math.ceil(((1 - bucket.level) * 1_000) / this.bytesPerSecond);
    return new Promise((resolve) => void this.realClock.schedule(bucket.atMs + waitMs, resolve));
  }

  #now(): TokenBucket {
    return filled(this.#bucket, this.bytesPerSecond, this.realClock.now());
  }
}
