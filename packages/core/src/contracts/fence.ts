import type { DurationMs } from './time.js';

/**
 * Lets only one of two copies of a message through, over every consumer that shares it. Told durations and never instants, so that a
 * store may count on a clock of its own. Every call ends in bounded time; it rejects with a `QueueError` when the store cannot be
 * asked, and whoever asked must then not handle the message.
 *
 * At-least-once all the same: a crash between the effect of a handler and `done` lets the next copy, or delivery, through.
 */
export interface Fence {
  /** Asks to handle the message with this identity alone for `leaseMs`. Of all who ask at once, at most one wins. */
  claim(id: string, leaseMs: DurationMs): Promise<FenceAnswer>;
  /** Prolongs a claim: it ends `leaseMs` from now. False when it is over already, so that somebody else may have won. */
  renew(claim: FenceClaim, leaseMs: DurationMs): Promise<boolean>;
  /**
   * After the effect: every other copy is told `done` for `keepMs`, until the last of them has expired. Holds even when the claim was
   * lost meanwhile, because the effect cannot be taken back.
   */
  done(claim: FenceClaim, keepMs: DurationMs): Promise<void>;
  /** Gives a claim back, so that a retry or another copy may be handled. Without effect when it was lost. */
  release(claim: FenceClaim): Promise<void>;
}

export type FenceAnswer =
  | { readonly kind: 'won'; readonly claim: FenceClaim }
  /** Somebody else has claimed it, for `forMs` more unless that claim is renewed or ended. */
  | { readonly kind: 'busy'; readonly forMs: DurationMs }
  /** A copy was handled. */
  | { readonly kind: 'done' };

/** Proof of having won: one that comes back late cannot end the claim of somebody else. */
export interface FenceClaim {
  readonly id: string;
  /** Of the store; tells this claim from every other one. */
  readonly token: string;
}
