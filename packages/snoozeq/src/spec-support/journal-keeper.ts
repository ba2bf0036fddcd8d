// Run by a test: appends to a journal that other processes share, and says what was taken, until it is killed.
import { fileJournal } from '@snoozeq/core/journal-file';

const [, , folder = '', by = ''] = process.argv;
const journal = fileJournal({ folder, maxBytes: 4_194_304 });
for (let done = 0; ; done += 20) {
  const ids = Array.from({ length: 20 }, (_, index) => `${by}-${done + index}`);
  await journal.append(
    ids.map((id) => ({
      ...{ id, key: id, atMs: done, by },
      ...{ kind: 'attempted', attempt: 1, deliveryCount: 1 },
    })),
  );
  console.log(`taken:${done + 20};`);
}
