import type { Clock, EpochMs } from '@snoozeq/core';
import { tooManyRequests } from '../http/oci-error.js';
import type { Limits } from '../limits/limits.js';
import { Rates } from '../limits/rates.js';
import type { LiveQueue } from '../queues/live-queue.js';
import { ByteRate } from './byte-rate.js';

/** How much one queue is being used, in real time: requests, bytes, and gets that are open. */
export class QueueTraffic {
  readonly in: ByteRate;
  readonly out: ByteRate;
  readonly #requests = new Rates();
  #openGets = 0;

  constructor(
    private readonly limits: Limits,
    private readonly nowMs: () => EpochMs,
  ) {
    this.in = new ByteRate(limits.inRate, nowMs);
    this.out = new ByteRate(limits.outRate, nowMs);
  }

  /** Counts one request. @throws OciError 429 when there were too many of this operation */
  request(op: string): void {
    const { requestRate } = this.limits;
    const [perSecond, nowMs] = [requestRate.max, this.nowMs()];
    if (!this.#requests.isOpen(op, perSecond, nowMs)) {
      throw tooManyRequests(`The queue got more than ${perSecond} ${op} requests in a second`, requestRate);
    }
    this.#requests.spend(op, 1, { perSecond, nowMs });
  }

  /** To be ended by `endGet`. @throws OciError 429, and then there is nothing to end */
  beginGet(): void {
    const { concurrentGets } = this.limits;
    if (this.#openGets >= concurrentGets.max) {
      throw tooManyRequests(`The queue has ${this.#openGets} gets open`, concurrentGets);
    }
    this.#openGets += 1;
  }

  endGet(): void {
    this.#openGets -= 1;
  }
}

/** The traffic of every queue; gone with the queue. */
export class Traffic {
  readonly #ofQueues = new WeakMap<LiveQueue, QueueTraffic>();

  constructor(
    private readonly limits: Limits,
    private readonly realClock: Clock,
  ) {}

  of(queue: LiveQueue): QueueTraffic {
    const known = this.#ofQueues.get(queue);
    if (known) return known;
    const traffic = new QueueTraffic(this.limits, () => this.realClock.now());
    this.#ofQueues.set(queue, traffic);
    return traffic;
  }
}
