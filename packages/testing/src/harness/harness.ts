import type { DurationMs, EpochMs, QueueInspection, QueueTransport } from '@snoozeq/core';

/** Settings of the queue that a case wants. */
export interface HarnessSettings {
  /** Deliveries after which the queue gives a message up; 0: no limit. */
  readonly maxDeliveries: number;
  /** How long the queue keeps a message. */
  readonly retentionMs: DurationMs;
}

/** The queue's time, in the hands of the suite. It stands still unless it is told to move. */
export interface HarnessClock {
  now(): EpochMs;
  /**
   * Moves queue time. Resolves when everything due on the way has run and open sockets have had their turn; `advanceBy(0)` only
   * gives that turn.
   */
  advanceBy(durationMs: DurationMs): Promise<void>;
}

/** One empty queue and a client of it, for one contract case. */
export interface Harness {
  readonly transport: QueueTransport;
  /** Another client of the same queue; absent: the cases use the one they have. */
  readonly second?: () => QueueTransport;
  /** Looks at the same queue; absent: the cases about looking fail, and are to be declared as deviations. */
  readonly inspection?: QueueInspection;
  readonly clock: HarnessClock;
  readonly settings: HarnessSettings;
  /** Resolves when the poll that was just started waits in the queue; absent: the cases give turns and hope for the best. */
  readonly whenPolling?: () => Promise<void>;
  /** Ends the queue and every client. Called once, after the case, whether it passed or not. */
  close(): Promise<void>;
}

/** Makes a fresh, empty queue with these settings. */
export type HarnessFactory = (settings: HarnessSettings) => Promise<Harness>;

/** What a case gets when it does not say: no delivery limit, one day. */
export const DEFAULT_HARNESS_SETTINGS: HarnessSettings = { maxDeliveries: 0, retentionMs: 86_400_000 };
