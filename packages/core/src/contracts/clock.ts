import type { EpochMs } from './time.js';

/**
 * One source of time: an instant and the timers that belong to it.
 *
 * Two are injected. The *queue clock* measures due times, holds, leases and lateness; the *process clock* measures request
 * deadlines, network back-off, settle linger and drain. A clock that skips only ever stops at timers of the queue clock.
 */
export interface Clock {
  /** The current instant. Never decreases; it may jump forward. */
  now(): EpochMs;
  /** Runs `task` once, as soon as `now()` has reached `atMs`, never synchronously. Returns a function that cancels it. */
  schedule(atMs: EpochMs, task: () => void): () => void;
}

/** Runs `task` once, when everything that can run without waiting has run: at the end of this turn of the event loop. */
export type EndOfTurn = (task: () => void) => void;
