import type { DurationMs, Fence } from '@snoozeq/core';

/** An empty fence for one case. */
export interface FenceHarness {
  readonly fence: Fence;
  /** The same store as another consumer sees it. */
  readonly second: Fence;
  readonly clock: {
    /** Moves the time that claims and marks are measured in; it stands still otherwise. */
    advanceBy(durationMs: DurationMs): Promise<void>;
  };
  /** Called once, after the case, whether it passed or not. */
  close(): Promise<void>;
}

export type FenceHarnessFactory = () => Promise<FenceHarness>;

/** One behaviour that every fence owes. */
export interface FenceCase {
  readonly name: string;
  /** Rejects when the fence behaves otherwise. */
  readonly run: (harness: FenceHarness) => Promise<void>;
}
