import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { LmdbRows } from './lmdb-rows.js';
import { openDataFolder } from './data-folder.js';

const KEY = Buffer.of(9, 1);
let parent: string;
let folder: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'snoozeq-folder-'));
  folder = join(parent, 'a', 'data');
});
afterEach(() => rmSync(parent, { recursive: true }));

/** Opens, writes `text` if it is given, closes, and returns what was there before. */
const use = async (text?: string, where = folder): Promise<string | undefined> => {
  const rows = await openDataFolder(where);
  const before = rows.get(KEY)?.toString();
  if (text !== undefined) rows.commitNow((writer) => writer.write(KEY, Buffer.from(text)));
  await rows.close();
  return before;
};

const contents = () =>
  readdirSync(folder)
    .filter((name) => !name.endsWith('-lock'))
    .map((name) => [name, readFileSync(join(folder, name)).toString('hex')] as const);

const write = (name: string, content: string | Buffer): void => writeFileSync(join(folder, name), content);
const refusal = () => openDataFolder(folder).catch((error: unknown) => error);

test('a folder is made on the first start, for its owner only, and found again', async () => {
  expect(await use('kept')).toBeUndefined();
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(await use()).toBe('kept');
});

test('an empty folder is taken', async () => {
  mkdirSync(folder, { recursive: true });
  expect(await use('kept')).toBeUndefined();
});

test('a first start that was interrupted is begun anew', async () => {
  await use('never acknowledged');
  const header = JSON.parse(readFileSync(join(folder, 'snoozeq-store.json'), 'utf8')) as object;
  write('snoozeq-store.json', JSON.stringify({ ...header, isComplete: false }));
  expect(await use('kept')).toBeUndefined();
  expect(await use()).toBe('kept');
});

test('what an interrupted write of the header leaves does no harm', async () => {
  await use('kept');
  write('snoozeq-store.json.next', '{"prod');
  expect(await use()).toBe('kept');
});

test('a folder that is open already is refused, until it is closed', async () => {
  const rows = await openDataFolder(folder);
  expect(await refusal()).toMatchObject({ code: 'in-use', message: expect.stringContaining(folder) });
  await rows.close();
  await use();
});

const garbage = Buffer.alloc(50_000, 'garbage');
const cut = (name: string, bytes: number) => () =>
  write(name, readFileSync(join(folder, name)).subarray(0, bytes));
const header = (fields: object) => () =>
  write(
    'snoozeq-store.json',
    JSON.stringify({ product: 'snoozeq emulator', format: 1, id: 'x', isComplete: true, ...fields }),
  );

test.each([
  ['a state file of garbage', 'damaged', () => write('state.mdb', garbage)],
  ['a short text as state file', 'damaged', () => write('state.mdb', 'hello')],
  ['an empty state file', 'damaged', () => write('state.mdb', '')],
  ['a state file cut after its first pages', 'damaged', cut('state.mdb', 8_192)],
  ['a state file cut in the middle of a page', 'damaged', cut('state.mdb', 5_000)],
  ['no state file', 'damaged', () => rmSync(join(folder, 'state.mdb'))],
  ['a lock file of garbage', 'damaged', () => write('lock.mdb', garbage)],
  ['a header that is no JSON', 'damaged', () => write('snoozeq-store.json', 'hello')],
  [
    'a header without a version',
    'damaged',
    () => write('snoozeq-store.json', '{"product":"snoozeq emulator"}'),
  ],
  ['a header of another program', 'foreign', header({ product: 'other' })],
  ['a header of another version', 'unknown-version', header({ format: 2 })],
  ['the header of another folder', 'damaged', header({ id: 'other' })],
  ['a folder without header', 'foreign', () => rmSync(join(folder, 'snoozeq-store.json'))],
])('%s is refused as %s, and nothing is changed', async (_name, code, damage) => {
  await use('kept');
  damage();
  const before = contents();
  const error = await refusal();
  expect(error).toMatchObject({ code, message: expect.stringContaining(folder) });
  expect(error).toMatchObject({ message: expect.stringMatching(/--data folder|an empty folder/) });
  expect(contents()).toEqual(before);
});

test('tables of readers hold no state: garbage in them is written over', async () => {
  await use('kept');
  write('lock.mdb-lock', garbage);
  write('state.mdb-lock', garbage);
  expect(await use()).toBe('kept');
});

test('the state file of another folder is refused', async () => {
  const other = join(parent, 'other');
  await use('other', other);
  await use('kept');
  write('state.mdb', readFileSync(join(other, 'state.mdb')));
  expect(await refusal()).toMatchObject({ code: 'damaged' });
});

test('a folder of another program on LMDB is refused before LMDB sees it', async () => {
  mkdirSync(folder, { recursive: true });
  const foreign = new LmdbRows(join(folder, 'data.mdb'));
  foreign.commitNow((writer) => writer.write(KEY, Buffer.from('foreign')));
  await foreign.close();
  const before = readdirSync(folder);
  expect(await refusal()).toMatchObject({ code: 'foreign' });
  expect(readdirSync(folder)).toEqual(before);
});

test('a file in the place of the folder is refused', async () => {
  folder = join(parent, 'file');
  writeFileSync(folder, 'text');
  expect(await refusal()).toMatchObject({ code: 'unusable' });
  expect(readFileSync(folder, 'utf8')).toBe('text');
});
