import type { Journal, JournalEntry } from '../contracts/journal.js';
import { matches, newest } from './matches.js';

export interface MemoryJournalOptions {
  /** Entries that are kept; beyond it the oldest are forgotten. A message has some three to twenty. Default 100 000. */
  readonly maxEntries?: number;
}

/** A journal for the consumers and producers of one process; some 200 bytes an entry. It forgets everything when the process ends. */
export const memoryJournal = ({ maxEntries = 100_000 }: MemoryJournalOptions = {}): Journal => {
  let kept: JournalEntry[] = [];
  return {
    append: async (entries) => {
      for (const entry of entries) kept.push(entry);
      // With slack, so that not every append moves all of them.
      if (kept.length > maxEntries * 1.25) kept = kept.slice(-maxEntries);
    },
    read: async (query = {}) => ({
      entries: newest(kept.slice(-maxEntries).filter(matches(query)), query),
      unreadable: 0,
    }),
  };
};
