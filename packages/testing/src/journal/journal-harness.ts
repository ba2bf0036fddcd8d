import type { Journal } from '@snoozeq/core';

/** An empty journal for one case. */
export interface JournalHarness {
  readonly journal: Journal;
  /** The same store as another process sees it. */
  readonly second: Journal;
  /** So many entries of some 150 bytes are more than it keeps; at least 200 fit. */
  readonly tooMany: number;
  /** Called once, after the case, whether it passed or not. */
  close(): Promise<void>;
}

export type JournalHarnessFactory = () => Promise<JournalHarness>;

/** One behaviour that every journal owes. */
export interface JournalCase {
  readonly name: string;
  /** Rejects when the journal behaves otherwise. */
  readonly run: (harness: JournalHarness) => Promise<void>;
}
