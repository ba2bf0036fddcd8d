import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { isInstallNeeded } from './is-install-needed.mjs';

const LOCKED = {
  '': { name: 'root' },
  'packages/core': { version: '0.0.0' },
  'node_modules/rxjs': { version: '7.8.2' },
  'node_modules/@swc/core-darwin-arm64': { version: '1.16.18', optional: true },
};
const RXJS = { 'node_modules/rxjs': { version: '7.8.2' } };

let root;
const put = (file, packages, second) => {
  writeFileSync(join(root, file), JSON.stringify({ packages }));
  utimesSync(join(root, file), second, second);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'snoozeq-install-'));
  mkdirSync(join(root, 'node_modules'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('isInstallNeeded', () => {
  test('after a fresh clone or an interrupted install: yes', () => {
    put('package-lock.json', LOCKED, 100);
    assert.equal(isInstallNeeded(root), true);
  });

  const cases = [
    ['the record is younger than the lock', 101, {}, false],
    ['both are of the same instant', 100, {}, false],
    ['the lock is younger, the versions are the same', 99, RXJS, false],
    [
      'the lock is younger and names another version',
      99,
      { 'node_modules/rxjs': { version: '7.8.1' } },
      true,
    ],
    ['the lock is younger and names a package more', 99, {}, true],
  ];
  for (const [when, recordSecond, installed, expected] of cases) {
    test(`${when}: ${expected ? 'yes' : 'no'}`, () => {
      put('package-lock.json', LOCKED, 100);
      put('node_modules/.package-lock.json', installed, recordSecond);
      assert.equal(isInstallNeeded(root), expected);
    });
  }
});
