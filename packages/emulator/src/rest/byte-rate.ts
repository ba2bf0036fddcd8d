import type { EpochMs } from '@snoozeq/core';
import { tooManyRequests } from '../http/oci-error.js';
import type { Limit } from '../limits/limits.js';
import { Rates } from '../limits/rates.js';

/** The field of a queue that says how much of its rate one channel may have, in per cent. */
export interface Shared {
  readonly channelConsumptionLimit: number;
}

/** The bytes of messages that pass one way, in or out: of a whole queue, and of each channel that may have less than all. */
export class ByteRate {
  readonly #queue = new Rates();
  readonly #channels = new Rates();

  constructor(
    private readonly limit: Limit,
    private readonly nowMs: () => EpochMs,
  ) {}

  /** @throws OciError 429 when more has passed than the rate allows */
  requireOpen(queue: Shared, channel?: string): void {
    const nowMs = this.nowMs();
    const { max } = this.limit;
    if (!this.#queue.isOpen('', max, nowMs)) {
      throw tooManyRequests(`The queue moves more than ${max} bytes in a second`, this.limit);
    }
    const perSecond = this.#perSecondOf(queue, channel);
    if (channel === undefined || this.#channels.isOpen(channel, perSecond, nowMs)) return;
    throw tooManyRequests(
      `The channel moves more than ${perSecond} bytes in a second, its channelConsumptionLimit of the queue`,
      this.limit,
    );
  }

  /** As `requireOpen`, for those who can wait. */
  isOpen(queue: Shared, channel?: string): boolean {
    const nowMs = this.nowMs();
    if (!this.#queue.isOpen('', this.limit.max, nowMs)) return false;
    return channel === undefined || this.#channels.isOpen(channel, this.#perSecondOf(queue, channel), nowMs);
  }

  passed(bytes: number, queue: Shared, channel?: string): void {
    const nowMs = this.nowMs();
    this.#queue.spend('', bytes, { perSecond: this.limit.max, nowMs });
    const perSecond = this.#perSecondOf(queue, channel);
    if (channel !== undefined) this.#channels.spend(channel, bytes, { perSecond, nowMs });
  }

  /** A channel that may have all of it needs no count of its own, and neither does the unnamed one. */
  #perSecondOf({ channelConsumptionLimit }: Shared, channel: string | undefined): number {
    const isBounded = channel !== undefined && channelConsumptionLimit < 100;
    return isBounded ? (this.limit.max * channelConsumptionLimit) / 100 : Infinity;
  }
}
