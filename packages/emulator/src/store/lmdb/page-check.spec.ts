import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seededRandom } from '@snoozeq/core';
import { LmdbRows } from './lmdb-rows.js';
import { damageOf } from './page-check.js';

const PAGE_BYTES = 4_096;
const ROWS = 800;
/** One in ten is removed again. */
const KEPT = 720;
let folder: string;
let intact: string;
let file: string;

const key = (number: number): Buffer => {
  const bytes = Buffer.alloc(12);
  bytes.writeUIntBE(number, 1, 6);
  return bytes;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'snoozeq-pages-'));
  [intact, file] = [join(folder, 'intact.mdb'), join(folder, 'file.mdb')];
  const rows = new LmdbRows(intact);
  // Several commits with removals, so that there are free pages; some values so large that they have pages of their own.
  for (let commit = 0; commit < 4; commit += 1) {
    rows.commitNow((writer) => {
      for (let row = commit; row < ROWS; row += 4)
        writer.write(key(row), Buffer.alloc(row % 50 === 0 ? 9_000 : 60, row));
      for (let row = commit; row < ROWS; row += 40) writer.write(key(row));
    });
  }
  await rows.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const damaged = (damage: (descriptor: number) => void): string | undefined => {
  copyFileSync(intact, file);
  const descriptor = openSync(file, 'r+');
  damage(descriptor);
  closeSync(descriptor);
  return damageOf(file);
};

test('a file as LMDB leaves it is without damage', () => {
  expect(damageOf(intact)).toBeUndefined();
});

test.each([0, 1, 100, PAGE_BYTES, PAGE_BYTES + 100, 2 * PAGE_BYTES, 10 * PAGE_BYTES + 7])(
  'a file that ends after %i bytes is damaged',
  (bytes) => {
    copyFileSync(intact, file);
    truncateSync(file, bytes);
    expect(damageOf(file)).toEqual(expect.any(String));
  },
);

test('whatever page is lost, the file is damaged or none of its rows is gone', async () => {
  const random = seededRandom(1);
  const pages = statSync(intact).size / PAGE_BYTES;
  let found = 0;
  for (let page = 0; page < pages; page += 1) {
    const noise = Buffer.from(Array.from({ length: PAGE_BYTES }, () => Math.floor(random() * 256)));
    const damage = damaged((descriptor) => writeSync(descriptor, noise, 0, PAGE_BYTES, page * PAGE_BYTES));
    if (damage !== undefined) {
      found += 1;
      continue;
    }
    const rows = new LmdbRows(file);
    expect([...rows.range({ from: key(0), to: key(ROWS) })].length).toBe(KEPT);
    await rows.close();
    rmSync(`${file}-lock`, { force: true });
  }
  expect(found).toBeGreaterThan(pages / 4);
});
