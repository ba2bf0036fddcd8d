import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { factTestsBelow } from './fact-tests.js';

// Not written out in a name, or this file itself would name it.
const ID = 'F9.a';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'facts-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const file = (name: string, ...lines: readonly string[]): void => {
  mkdirSync(join(root, name, '..'), { recursive: true });
  writeFileSync(join(root, name), lines.join('\n').replaceAll('ID', ID));
};

test.each([
  ['a test', "test('hides (ID)', () => {});"],
  ['a row of a table', "test.each([['hides (ID)', 1]])('%s', () => {});"],
  ['a name after a table', "test.each([[1]])('hides (ID)', () => {});"],
])('reads the name of %s', (_what, line) => {
  file('p/a.spec.ts', line);
  expect(factTestsBelow(root)).toEqual([{ file: 'p/a.spec.ts', name: 'hides', ids: [ID] }]);
});

test.each([
  ['a group', "describe('a get', () => { it('hides (ID)', () => {}); });"],
  ['a group that names facts itself', "describe('a get (ID)', () => { it('x', () => {}); });"],
  [
    'a table of groups',
    "describe.each([[1]])('a get', () => { test.each([['hides (ID)']])('%s', () => {}); });",
  ],
])('shows the name of %s', (_what, line) => {
  file('a.spec.ts', line);
  expect(factTestsBelow(root)).toMatchObject([
    { name: expect.stringMatching(/^a get( › hides)?$/), ids: [ID] },
  ]);
});

test('reads several ids, and templates without their values', () => {
  file('a.test.mjs', 'test(`hides ${n} s, %s (ID, ID-b) twice`, () => {});');
  expect(factTestsBelow(root)).toMatchObject([{ name: 'hides … s, %s twice', ids: [ID, `${ID}-b`] }]);
});

test.each([
  ['a comment', 'a.spec.ts', "// test('hides (ID)')"],
  ['a test that is skipped', 'a.spec.ts', "test.skip('hides (ID)', () => {});"],
  ['a table that is skipped', 'a.spec.ts', "test.skip.each([[1]])('hides (ID)', () => {});"],
  ['another file', 'a.ts', "test('hides (ID)', () => {});"],
  ['a package that is installed', 'node_modules/p/a.spec.ts', "test('hides (ID)', () => {});"],
])('passes over %s', (_what, name, line) => {
  file(name, line);
  expect(factTestsBelow(root)).toEqual([]);
});
