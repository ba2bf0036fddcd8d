import { describe, test } from '@jest/globals';
import { journalCases } from './journal-cases.js';
import type { JournalCase, JournalHarnessFactory } from './journal-harness.js';

/** Registers the journal contract with Jest: one test per case, each on an empty store. */
export const describeJournal = (name: string, open: JournalHarnessFactory): void => {
  describe(`${name} keeps the journal contract`, () => {
    for (const journalCase of journalCases) test(journalCase.name, () => runJournalCase(journalCase, open));
  });
};

/** Runs one case and closes its store. Rejects with the assertion that failed. */
export const runJournalCase = async (
  journalCase: JournalCase,
  open: JournalHarnessFactory,
): Promise<void> => {
  const harness = await open();
  try {
    await journalCase.run(harness);
  } finally {
    await harness.close();
  }
};
