import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rulesAgainst, typedRulesAgainst } from './lint-snippet.mjs';

const KNOWN = 'packages/core/src/errors.ts';
const ts = (rule) => `@typescript-eslint/${rule}`;

const SWITCH = (cases) => `type Kind = 'a' | 'b';
export const f = (kind: Kind): number => {
  switch (kind) {
    ${cases}
    default:
      return 0;
  }
};`;

const refused = [
  ['a promise left alone', 'Promise.resolve();', ts('no-floating-promises')],
  ['a promise as a condition', 'const p = Promise.resolve();\nif (p) void 0;', ts('no-misused-promises')],
  ['an async callback where none is awaited', '[1].forEach(async () => {});', ts('no-misused-promises')],
  ['a switch that leaves a case to default', SWITCH("case 'a':"), ts('switch-exhaustiveness-check')],
  ['any', 'export const f = (x: any): unknown => x;', ts('no-explicit-any')],
  [
    'a type imported as a value',
    "import { Message } from './contracts/index.js';\nexport type M = Message;",
    ts('consistent-type-imports'),
  ],
  ['an unused variable', 'const unused = 1;', ts('no-unused-vars')],
];
const allowed = [
  ['a promise that is awaited', 'export const f = async () => {\n  await Promise.resolve();\n};'],
  ['a promise marked as left alone', 'void Promise.resolve();'],
  ['a switch with every case', SWITCH("case 'a':\n    case 'b':")],
];

describe('with type information', () => {
  for (const [what, code, rule] of refused) {
    test(`refused: ${what}`, async () => assert.deepEqual(await typedRulesAgainst(KNOWN, code), [rule]));
  }
  for (const [what, code] of allowed) {
    test(`allowed: ${what}`, async () => assert.deepEqual(await typedRulesAgainst(KNOWN, code), []));
  }
});

describe('length of a file', () => {
  const lines = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join('\n');
  const statement = (index) => `export const x${index} = ${index};`;
  const file = 'packages/core/src/snippet.ts';

  test('300 lines are allowed, and blank lines and comments do not count', async () => {
    const code = `${lines(300, statement)}\n\n// a comment\n${lines(50, () => '')}`;
    assert.deepEqual(await rulesAgainst(file, code), []);
  });
  test('301 lines are refused', async () =>
    assert.deepEqual(await rulesAgainst(file, lines(301, statement)), ['max-lines']));
});
