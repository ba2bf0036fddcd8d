import { PURGED_REF_MS, type DeliveryRef, type EpochMs } from './contracts/index.js';
import type { Copy } from './copy.js';

interface PurgedRef {
  readonly ref: DeliveryRef;
  /** The end of the lease that the purge cut short. */
  readonly visibleAtMs: EpochMs;
  readonly untilMs: EpochMs;
}

const keyOf = ({ group, sequence }: DeliveryRef): string => `${sequence} ${group}`;

/** The references of purged messages that still answer. */
export class PurgedRefs {
  /** In the order of their end, which is that of the purges. */
  readonly #refs = new Map<string, PurgedRef>();

  /** The reference that can act on the copy, if there is one. */
  add({ ref, latestRef, visibleAtMs }: Copy, nowMs: EpochMs): void {
    if (latestRef === 0) return;
    const usable = { ...ref, deliveryCount: latestRef };
    this.#refs.set(keyOf(ref), { ref: usable, visibleAtMs, untilMs: nowMs + PURGED_REF_MS });
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
