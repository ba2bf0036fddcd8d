import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Journal, memoryJournal } from '@snoozeq/core';
import { fileJournal } from '@snoozeq/core/journal-file';
import { describeJournal, runJournalCase } from './describe-journal.js';
import { journalCases } from './journal-cases.js';
import type { JournalHarnessFactory } from './journal-harness.js';

const inMemory =
  (change: (journal: Journal) => Partial<Journal> = () => ({}), maxEntries = 250): JournalHarnessFactory =>
  async () => {
    const journal = memoryJournal({ maxEntries });
    const changed = { ...journal, ...change(journal) };
    return { journal: changed, second: changed, tooMany: 500, close: async () => undefined };
  };

const inAFolder: JournalHarnessFactory = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'journal-'));
  const open = () => fileJournal({ folder, maxBytes: 65_536 });
  const close = () => rm(folder, { recursive: true, force: true });
  return { journal: open(), second: open(), tooMany: 1_000, close };
};

describeJournal('memoryJournal', inMemory());
describeJournal('fileJournal', inAFolder);

describe('a journal is caught that', () => {
  test.each<[string, (journal: Journal) => Partial<Journal>]>([
    ['keeps nothing', () => ({ append: async () => undefined })],
    [
      'keeps the first entry of an append only',
      (one) => ({ append: ([first]) => one.append(first ? [first] : []) }),
    ],
    ['keeps everything twice', (one) => ({ append: (all) => one.append([...all, ...all]) })],
    [
      'takes keys for ids',
      (one) => ({
        read: ({ id, key, ...q } = {}) =>
          one.read({ ...q, ...(id !== undefined && { key: id }), ...(key !== undefined && { id: key }) }),
      }),
    ],
    ['ignores an id', (one) => ({ read: ({ id: _id, ...query } = {}) => one.read(query) })],
    ['ignores a key', (one) => ({ read: ({ key: _key, ...query } = {}) => one.read(query) })],
    ['lists all that ended', (one) => ({ read: ({ endedAs: _as, ...query } = {}) => one.read(query) })],
    ['has no limit', (one) => ({ read: ({ limit: _limit, ...query } = {}) => one.read(query) })],
    [
      'tells the newest first',
      (one) => ({
        read: async (query) => {
          const { entries } = await one.read(query);
          return { entries: entries.toReversed(), unreadable: 0 };
        },
      }),
    ],
    [
      'drops what is newest',
      (one) => ({
        read: async ({ limit, ...query } = {}) => {
          const { entries } = await one.read({ ...query, limit: 10_000 });
          return { entries: entries.slice(0, limit), unreadable: 0 };
        },
      }),
    ],
  ])('%s', async (_what, change) => {
    const runs = await Promise.allSettled(journalCases.map((one) => runJournalCase(one, inMemory(change))));
    expect(runs.some(({ status }) => status === 'rejected')).toBe(true);
  });

  test('is without bound', async () => {
    const open = inMemory(() => ({}), 10_000);
    const runs = await Promise.allSettled(journalCases.map((one) => runJournalCase(one, open)));
    expect(runs.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  });
});
