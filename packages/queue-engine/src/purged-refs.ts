import { PURGED_REF_MS, type DeliveryRef, type EpochMs } from './contracts/index.js';

interface PurgedRef {
  readonly ref: DeliveryRef;
  readonly visibleAtMs: EpochMs;
  readonly untilMs: EpochMs;
}

const keyOf = ({ group, sequence }: DeliveryRef): string => `${sequence} ${group}`;

/** The references of purged messages that still answer. */
export class PurgedRefs {
  /** In the order of their end, which is that of the purges. */
  readonly #refs = new Map<string, PurgedRef>();

  /** `visibleAtMs`: the end of the lease that the purge cut short. */
  add(ref: DeliveryRef, visibleAtMs: EpochMs, nowMs: EpochMs): void {
    this.#refs.set(keyOf(ref), { ref, visibleAtMs, untilMs: nowMs + PURGED_REF_MS });
  }

  find(ref: DeliveryRef): PurgedRef | undefined {
    const found = this.#refs.get(keyOf(ref));
    const isSame = found?.ref.deliveryCount === ref.deliveryCount && found.ref.dead === ref.dead;
    return isSame ? found : undefined;
  }

  /** Forgets those whose time is over. */
  advanceTo(nowMs: EpochMs): void {
    for (const [key, { untilMs }] of this.#refs) {
      if (untilMs > nowMs) return;
      this.#refs.delete(key);
    }
  }
}
