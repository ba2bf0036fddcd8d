import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { factTable } from '../spec-support/fact-table.js';
import { factTestsBelow } from '../spec-support/fact-tests.js';
import { FACTS } from './facts.js';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const TABLE = fileURLToPath(new URL('../../../../docs/emulator/facts.md', import.meta.url));

const tests = factTestsBelow(ROOT);
const tested = new Set(tests.flatMap(({ ids }) => ids));
const facts = Object.entries(FACTS);

test('every fact has an id of its section, a sentence and a source', () => {
  const wrong = facts.filter(
    ([id, { text, source }]) =>
      !/^F[1-8]\.[a-z0-9-]+$/.test(id) || !/^\S.+[^.]\.$/.test(text) || source === '',
  );
  expect(wrong).toEqual([]);
});

test('the names of tests mention facts that exist', () => {
  const known = new Set(Object.keys(FACTS));
  const wrong = tests.filter(({ ids }) => ids.some((id) => !known.has(id)));
  expect(wrong).toEqual([]);
});

test('every fact is shown by a test, or says why it is not', () => {
  const wrong = facts.filter(([id, { untested }]) => !tested.has(id) && untested === undefined);
  expect(wrong.map(([id]) => id)).toEqual([]);
});

test('a fact that is shown by a test needs no excuse', () => {
  const wrong = facts.filter(([id, { untested }]) => tested.has(id) && untested !== undefined);
  expect(wrong.map(([id]) => id)).toEqual([]);
});

if (process.env.SNOOZEQ_WRITE_DOCS === '1') writeFileSync(TABLE, factTable(tests));

test('the table in the documentation is fresh: else run `npm run docs:facts`', () => {
  const table = factTable(tests);
  expect(readFileSync(TABLE, 'utf8')).toBe(table);
});
