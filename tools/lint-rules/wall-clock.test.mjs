import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rulesAgainst } from './lint-snippet.mjs';

const SOURCE = 'packages/core/src/consumer/snippet.ts';
const SPEC = 'packages/core/src/consumer/snippet.spec.ts';

const readings = [
  ['export const t = Date.now();', 'no-restricted-properties'],
  ['export const t = performance.now();', 'no-restricted-properties'],
  ['export const t = process.hrtime();', 'no-restricted-properties'],
  ['export const t = Math.random();', 'no-restricted-properties'],
  ['export const { now } = Date;', 'no-restricted-properties'],
  ['export const t = new Date();', 'no-restricted-syntax'],
  ['export const t = Date();', 'no-restricted-syntax'],
];
const timers = [
  ['setTimeout(() => {}, 1);', 'no-restricted-globals'],
  ['setInterval(() => {}, 1);', 'no-restricted-globals'],
  ['globalThis.setTimeout(() => {}, 1);', 'no-restricted-properties'],
  ['export const s = AbortSignal.timeout(1);', 'no-restricted-properties'],
  ["export { setTimeout } from 'node:timers/promises';", '@typescript-eslint/no-restricted-imports'],
];
const harmless = [
  'export const t = new Date(0);',
  'setImmediate(() => {});',
  'export const run = (setTimeout: () => void) => setTimeout();',
  'export const t = Date.parse("2026-11-22T00:00:00Z");',
];

describe('a source file', () => {
  for (const [code, rule] of [...readings, ...timers]) {
    test(`may not: ${code}`, async () => assert.deepEqual(await rulesAgainst(SOURCE, code), [rule]));
  }
  for (const code of harmless) {
    test(`may: ${code}`, async () => assert.deepEqual(await rulesAgainst(SOURCE, code), []));
  }
  for (const file of ['apps/quickstart/src/snippet.ts', 'packages/emulator/src/clock/snippet.ts']) {
    test(`${file} is no exception`, async () =>
      assert.deepEqual(await rulesAgainst(file, 'export const t = Date.now();'), [
        'no-restricted-properties',
      ]));
  }
});

describe('a spec', () => {
  for (const [code] of timers) {
    test(`may: ${code}`, async () => assert.deepEqual(await rulesAgainst(SPEC, code), []));
  }
  for (const [code, rule] of readings) {
    test(`may not: ${code}`, async () => assert.deepEqual(await rulesAgainst(SPEC, code), [rule]));
  }
});

describe('the clock itself', () => {
  for (const [code] of [...readings, ...timers]) {
    test(`may: ${code}`, async () =>
      assert.deepEqual(await rulesAgainst('packages/core/src/clock/snippet.ts', code), []));
  }
});
