import assert from 'node:assert/strict';
import type { Journal, JournalEntry, JournalQuery, JournalStep } from '@snoozeq/core';
import { BUILDER_NOW_MS } from '../builders/a-message.js';
import type { JournalCase } from './journal-harness.js';

const AT_ONCE = 50;
/** What the harness promises to keep. */
const AT_LEAST = 200;

const attempted: JournalStep = { kind: 'attempted', attempt: 1, deliveryCount: 1, dueAtMs: BUILDER_NOW_MS };
const anEntry = (
  id: string,
  atMs = BUILDER_NOW_MS,
  step: JournalStep = attempted,
  key = `key of ${id}`,
): JournalEntry => ({ id, key, atMs, by: 'process-1', ...step });

const settledAs = (as: Extract<JournalStep, { kind: 'settled' }>['as']): JournalStep => ({
  kind: 'settled',
  as,
  deliveryCount: 2,
  status: 'applied',
  reason: 'because',
});

/** One of each kind, with every field. */
const EVERY_STEP: readonly JournalStep[] = [
  {
    ...{ kind: 'published', dueAtMs: BUILDER_NOW_MS + 1, lane: 'ready' },
    ...{ strategy: 'keeper', holds: 2, deliveries: 3 },
  },
  { kind: 'unsent', as: 'refused', reason: 'at most 7d' },
  { kind: 'unsent', as: 'failed', reason: 'timeout' },
  {
    ...{ kind: 'held', from: 'gate', untilMs: BUILDER_NOW_MS + 2.5, visibleAtMs: BUILDER_NOW_MS + 2 },
    ...{ deliveryCount: 1, status: 'applied', reason: 'not due' },
  },
  attempted,
  { kind: 'attempted', attempt: 2, deliveryCount: 4 },
  { kind: 'settled', as: 'completed', deliveryCount: 4, status: 'lease-lost' },
  settledAs('dead-lettered'),
  settledAs('relayed'),
  settledAs('dropped'),
  settledAs('released'),
];

/** Identities, names and reasons come from strangers. */
const ODD_TEXTS = [
  '',
  ' ',
  'a\nb',
  '\r\n',
  '\0',
  '"}',
  '\u2028',
  '__proto__',
  'ä',
  'a\u0308',
  '🙂',
  'x'.repeat(2_000),
];

const read = async (journal: Journal, query?: JournalQuery): Promise<readonly JournalEntry[]> => {
  const { entries, unreadable } = await journal.read(query);
  assert.equal(unreadable, 0, 'records that cannot be read');
  return entries;
};
const idsIn = async (journal: Journal, query?: JournalQuery): Promise<string> =>
  (await read(journal, query)).map(({ id }) => id).join(' ');

/** What every journal owes. */
export const journalCases: readonly JournalCase[] = [
  {
    name: 'an empty one has nothing to tell',
    run: async ({ journal }) => {
      assert.deepEqual(await journal.read(), { entries: [], unreadable: 0 });
      await journal.append([]);
      assert.deepEqual(await read(journal, { id: 'a' }), []);
    },
  },
  {
    name: 'every kind of entry comes back as it was, in every process',
    run: async ({ journal, second }) => {
      const entries = EVERY_STEP.map((step, index) => anEntry('a', BUILDER_NOW_MS + index, step));
      await journal.append(entries);
      assert.deepEqual(await read(journal), entries);
      assert.deepEqual(await read(second), entries);
    },
  },
  {
    name: 'odd names and reasons do no harm',
    run: async ({ journal, second }) => {
      const entries = ODD_TEXTS.map((text) => anEntry(text, BUILDER_NOW_MS, settledAs('dropped'), text));
      for (const entry of entries) await journal.append([{ ...entry, reason: entry.id } as JournalEntry]);
      assert.deepEqual(
        (await read(second)).map(({ id }) => id),
        ODD_TEXTS,
      );
      for (const text of ODD_TEXTS) {
        assert.equal((await read(journal, { id: text })).length, 1, `id ${JSON.stringify(text.slice(0, 9))}`);
        assert.equal(
          (await read(journal, { key: text })).length,
          1,
          `key ${JSON.stringify(text.slice(0, 9))}`,
        );
      }
    },
  },
  {
    name: 'the story of one id, and of all that have a key',
    run: async ({ journal, second }) => {
      await journal.append([anEntry('a', BUILDER_NOW_MS, attempted, 'k'), anEntry('b', BUILDER_NOW_MS + 1)]);
      await second.append([
        anEntry('c', BUILDER_NOW_MS + 2, attempted, 'k'),
        anEntry('a', BUILDER_NOW_MS + 3),
      ]);
      assert.equal(await idsIn(journal, { id: 'a' }), 'a a');
      assert.equal(await idsIn(journal, { key: 'k' }), 'a c');
      assert.equal(await idsIn(journal, { id: 'a', key: 'k' }), 'a');
      assert.equal(await idsIn(journal, { id: 'k' }), '');
    },
  },
  {
    name: 'a list of dead letters has what ended dead-lettered, and nothing else',
    run: async ({ journal }) => {
      const steps = [settledAs('completed'), settledAs('dead-lettered'), attempted, settledAs('dropped')];
      await journal.append(steps.map((step, index) => anEntry(`${index}`, BUILDER_NOW_MS, step)));
      assert.equal(await idsIn(journal, { endedAs: 'dead-lettered' }), '1');
      assert.equal(await idsIn(journal, { endedAs: 'relayed' }), '');
    },
  },
  {
    name: 'entries come in the order of their instants, equal ones as they were appended',
    run: async ({ journal }) => {
      await journal.append([anEntry('late', BUILDER_NOW_MS + 9), anEntry('1st'), anEntry('2nd')]);
      await journal.append([anEntry('3rd'), anEntry('early', BUILDER_NOW_MS - 1)]);
      assert.equal(await idsIn(journal), 'early 1st 2nd 3rd late');
    },
  },
  {
    name: 'a limit keeps the newest',
    run: async ({ journal, second }) => {
      await journal.append([anEntry('a', BUILDER_NOW_MS), anEntry('c', BUILDER_NOW_MS + 2)]);
      await second.append([anEntry('b', BUILDER_NOW_MS + 1)]);
      assert.equal(await idsIn(journal, { limit: 2 }), 'b c');
      assert.equal(await idsIn(journal, { limit: 0 }), '');
      assert.equal(await idsIn(journal, { limit: 9 }), 'a b c');
    },
  },
  {
    name: 'what many append at once is all there, once',
    run: async ({ journal, second }) => {
      await Promise.all(
        Array.from({ length: AT_ONCE }, (_, index) =>
          (index % 2 === 0 ? journal : second).append([anEntry(`${index}a`), anEntry(`${index}b`)]),
        ),
      );
      const ids = (await read(second)).map(({ id }) => id);
      assert.equal(ids.length, 2 * AT_ONCE);
      assert.equal(new Set(ids).size, 2 * AT_ONCE);
    },
  },
  {
    name: 'it is bounded: the oldest go, the newest stay',
    run: async ({ journal, tooMany }) => {
      for (let done = 0; done < tooMany; done += AT_ONCE)
        await journal.append(
          Array.from({ length: AT_ONCE }, (_, index) =>
            anEntry(`${done + index}`, BUILDER_NOW_MS + done + index),
          ),
        );
      const entries = await read(journal, { limit: tooMany });
      assert.ok(entries.length < tooMany, `${entries.length} of ${tooMany} entries are kept`);
      assert.ok(entries.length >= AT_LEAST, `only ${entries.length} entries are kept`);
      const last = BUILDER_NOW_MS + tooMany - 1;
      assert.deepEqual(
        entries.map(({ atMs }) => last - atMs),
        entries.map((_, i) => entries.length - 1 - i),
      );
    },
  },
];
