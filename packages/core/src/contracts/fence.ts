import type { DurationMs, EpochMs } from './time.js';

/**
 * Lets only one of two copies of a message through, over every consumer that shares it. Rejects with a `QueueError` when its store
 * cannot be asked; whoever asked must then not handle the message.
 */
export interface Fence {
  /**
   * `won`: ours to handle, for `leaseMs` unless ended before. `busy`: somebody else's lease is running: try again later.
   * `done`: a copy was handled: drop this one.
   */
  claim(id: string, leaseMs: DurationMs): Promise<FenceClaim>;
  /** Prolongs a claim that was won. False when it was lost. */
  renew(id: string, leaseMs: DurationMs): Promise<boolean>;
  /** After the handler: every other copy is dropped until `keepUntilMs`, when the last one has expired (queue time). */
  done(id: string, keepUntilMs: EpochMs): Promise<void>;
  /** Gives a claim back that was won, so that a retry or another copy may be handled. */
  release(id: string): Promise<void>;
}

export type FenceClaim = 'won' | 'busy' | 'done';
