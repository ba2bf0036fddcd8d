import type { JournalEntry, JournalQuery, JournalReading } from '../contracts/journal.js';

const DEFAULT_LIMIT = 1_000;

export const matches =
  ({ id, key, endedAs }: JournalQuery) =>
  (entry: JournalEntry): boolean =>
    (id === undefined || entry.id === id) &&
    (key === undefined || entry.key === key) &&
    (endedAs === undefined || (entry.kind === 'settled' && entry.as === endedAs));

/** The newest of what matches, in the order of a reading. */
export const newest = (
  entries: readonly JournalEntry[],
  { limit = DEFAULT_LIMIT }: JournalQuery,
): JournalReading['entries'] =>
  limit <= 0 ? [] : entries.toSorted((one, other) => one.atMs - other.atMs).slice(-limit);
