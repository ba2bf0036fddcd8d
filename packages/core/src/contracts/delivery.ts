import type { Message } from './message.js';
import type { EpochMs } from './time.js';

/** Opaque handle of one delivery. Dies when the lease ends or the message is received again. */
export type Receipt = string & { readonly __brand: 'Receipt' };

/** One reception of a message, ours alone until `leaseUntilMs`. */
export interface Delivery {
  readonly message: Message;
  readonly receipt: Receipt;
  /** The service's own count of receptions, this one included; holds and peeks count too. 1 or more. */
  readonly deliveryCount: number;
  /** End of the lease in the service's time (`visibleAfter`). */
  readonly leaseUntilMs: EpochMs;
  /**
   * The service's time when it made this delivery: `visibleAfter` minus the visibility that was asked for. A lower bound of its
   * time now. Absent when `visibleAfter` may have been clamped by the expiry, because then it says nothing.
   */
  readonly servedAtMs?: EpochMs;
}
