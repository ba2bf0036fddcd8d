import type { EpochMs } from '@snoozeq/core';

/** What must never happen; see `docs/testing.md`. */
export type Invariant =
  | 'early'
  | 'lost'
  | 'held-for-ever'
  | 'hold'
  | 'counters'
  | 'limit'
  | 'duplicate'
  | 'given-up'
  | 'left-behind'
  | 'broken';

export interface Violation {
  readonly invariant: Invariant;
  /** Queue time. */
  readonly atMs: EpochMs;
  /** Name of the message that it concerns. */
  readonly message?: string;
  readonly text: string;
}
