import {
  clampHideMs,
  Coalescer,
  QueueError,
  serviceBackoffMs,
  sleep,
  type Clock,
  type Delivery,
  type DurationMs,
  type EpochMs,
  type QueueTime,
  type QueueTransport,
  type RandomSource,
  type SettleStatus,
} from '@snoozeq/core';

export interface HideParts {
  readonly transport: QueueTransport;
  readonly queueTime: QueueTime;
  readonly processClock: Clock;
  readonly random: RandomSource;
  /** How long a delivery is ours. */
  readonly visibilityMs: DurationMs;
}

interface Wish {
  readonly delivery: Delivery;
  readonly untilMs: EpochMs;
}

/** Tries of one hide. A fourth would come after the visibility has often ended, and then the message is found again anyway. */
const MAX_TRIES = 3;
/** An incomplete batch may gather for this share of the visibility; the rest is for the call and its retries. */
const GATHERING_SHARE = 0.2;

/** Sets visibilities, as many as possible in a call. What remains is reckoned when the call is made, not when it was asked for. */
export class HideBatches {
  readonly #parts: HideParts;
  readonly #coalescer: Coalescer<Wish, SettleStatus>;

  constructor(parts: HideParts) {
    const { transport, processClock: clock, visibilityMs } = parts;
    this.#parts = parts;
    this.#coalescer = new Coalescer({
      maxEntries: transport.capabilities.maxBatch,
      maxAgeMs: visibilityMs * GATHERING_SHARE,
      clock,
      call: (wishes) => this.#call(wishes),
    });
  }

  /** Never rejects. An instant that has passed makes it visible at once. */
  async hideUntil(delivery: Delivery, untilMs: EpochMs): Promise<SettleStatus> {
    const { processClock, random } = this.#parts;
    for (let tries = 1; ; tries += 1) {
      const status = await this.#coalescer.add({ delivery, untilMs }).catch(failed);
      if (status.kind !== 'failed' || !status.error.isPassing || tries >= MAX_TRIES) return status;
      await sleep(processClock, serviceBackoffMs(tries, status.error, random));
    }
  }

  /** Sends what has gathered, now. */
  flush(): void {
    this.#coalescer.flush();
  }

  #call(wishes: readonly Wish[]): Promise<readonly SettleStatus[]> {
    const { transport, queueTime, visibilityMs: leaseMs } = this.#parts;
    const limits = { leaseMs, maxHideMs: transport.capabilities.maxHideMs };
    const nowMs = queueTime.now();
    return transport.hide(
      wishes.map(({ delivery: { receipt, message }, untilMs }) => ({
        receipt,
        forMs: clampHideMs(untilMs, nowMs, message, limits),
      })),
    );
  }
}

const failed = (thrown: unknown): SettleStatus => ({ kind: 'failed', error: QueueError.from(thrown) });
