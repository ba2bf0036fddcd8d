import type { DurationMs, EpochMs } from './time.js';

/** What should happen to a delivery. Pure data: nothing has happened yet. */
export type Decision =
  | { readonly kind: 'deliver' }
  /** Hide it until `untilMs`, in hops of at most the longest hide. */
  | { readonly kind: 'hold'; readonly untilMs: EpochMs; readonly reason: string }
  /**
   * Hide it until `untilMs`, however far, and hold on to its receipt: the hide is renewed before it ends, so that no delivery is
   * spent on it. Where the receipt dies, the message comes back and is judged again.
   */
  | { readonly kind: 'keep'; readonly untilMs: EpochMs; readonly reason: string }
  /** Keep it in memory, under its lease, until `untilMs`, then judge again. For waits below the service's second. */
  | { readonly kind: 'wait'; readonly untilMs: EpochMs }
  /** Publish a successor with this due time, then delete. `attempts`: what the successor starts from. */
  | { readonly kind: 'relay'; readonly dueAtMs: EpochMs; readonly attempts: number; readonly reason: string }
  | { readonly kind: 'dead-letter'; readonly reason: string }
  | { readonly kind: 'drop'; readonly reason: string }
  | { readonly kind: 'release' };

/** A decision that ends our hold on the delivery. */
export type FinalDecision = Exclude<Decision, { kind: 'deliver' | 'wait' }>;

/** What a handler says of its work. Returning nothing means `complete`. */
export type Outcome =
  | { readonly kind: 'complete' }
  /** Failed, try again: after this long, or after what the policy's back-off says. */
  | { readonly kind: 'retry'; readonly afterMs?: DurationMs; readonly error?: unknown }
  /** Not a failure: a later due time. Costs no attempt where the convention can tell. */
  | { readonly kind: 'defer'; readonly untilMs: EpochMs }
  | { readonly kind: 'dead-letter'; readonly reason: string }
  /** Work was not begun: make it visible at once. */
  | { readonly kind: 'release' };
