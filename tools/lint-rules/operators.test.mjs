import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rulesAgainst } from './lint-snippet.mjs';

const SUBSCRIBE = 'export const run = (s: { subscribe(): void }) => s.subscribe();';
const cases = [
  ['packages/core/src/operators/snippet.ts', SUBSCRIBE, ['no-restricted-syntax']],
  ['packages/delay-policy/src/operators/snippet.ts', SUBSCRIBE, ['no-restricted-syntax']],
  ['packages/core/src/operators/consume.ts', SUBSCRIBE, []],
  ['packages/core/src/operators/snippet.spec.ts', SUBSCRIBE, []],
  ['packages/core/src/consumer/snippet.ts', SUBSCRIBE, []],
  ['packages/core/src/operators/snippet.ts', 'export const t = new Date();', ['no-restricted-syntax']],
  ['packages/core/src/operators/consume.ts', 'export const t = new Date();', ['no-restricted-syntax']],
];
for (const [file, code, expected] of cases) {
  test(`${file}: ${code} -> ${expected.join() || 'allowed'}`, async () =>
    assert.deepEqual(await rulesAgainst(file, code), expected));
}
