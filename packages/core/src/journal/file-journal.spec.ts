import { appendFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { JournalEntry } from '../contracts/journal.js';
import { VirtualClock } from '../clock/virtual-clock.js';
import { fileJournal } from './file-journal.js';

let folder: string;
let clock: VirtualClock;
const aJournal = (maxBytes?: number) =>
  fileJournal({ folder, clock, ...(maxBytes !== undefined && { maxBytes }) });
const anEntry = (id: string): JournalEntry => ({
  ...{ id, key: 'k', atMs: 0, by: 'spec' },
  ...{ kind: 'settled', as: 'completed', deliveryCount: 1, status: 'applied' },
});
const files = async (): Promise<string[]> => (await readdir(folder)).sort().map((name) => join(folder, name));
const ids = async () => (await aJournal().read()).entries.map(({ id }) => id).join(' ');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
  clock = new VirtualClock();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the folder is made, and a journal that is opened again knows everything', async () => {
  folder = join(folder, 'not', 'yet');
  expect(await aJournal().read()).toEqual({ entries: [], unreadable: 0 });
  await aJournal().append([anEntry('a')]);
  await aJournal().append([anEntry('b')]);
  expect((await ids()).split(' ').sort()).toEqual(['a', 'b']);
});

describe('a record that cannot be read is skipped and counted', () => {
  test.each([1, 20, 70])('torn by a crash, %i bytes before its end', async (missing) => {
    const journal = aJournal();
    await journal.append([anEntry('a'), anEntry('b')]);
    const [path = ''] = await files();
    await truncate(path, (await stat(path)).size - missing - 1);
    await aJournal().append([anEntry('c')]);
    const { entries, unreadable } = await aJournal().read();
    expect({ ids: entries.map(({ id }) => id).sort(), unreadable }).toEqual({
      ids: ['a', 'c'],
      unreadable: 1,
    });
  });

  test.each([
    ['of another version', JSON.stringify({ v: 2, ...anEntry('x') })],
    ['of no known kind', JSON.stringify({ v: 1, ...anEntry('x'), kind: 'lost' })],
    [
      'of a kind that is a property of every object',
      JSON.stringify({ v: 1, ...anEntry('x'), kind: 'constructor' }),
    ],
    ['without a name', JSON.stringify({ v: 1, ...anEntry('x'), id: 7 })],
    ['without an instant', JSON.stringify({ v: 1, ...anEntry('x'), atMs: null })],
    ['with a reason that is no text', JSON.stringify({ v: 1, ...anEntry('x'), reason: {} })],
    ['not even an object', 'null'],
    ['binary', '\0\xff'],
  ])('%s', async (_what, line) => {
    await aJournal().append([anEntry('a')]);
    const [path = ''] = await files();
    await appendFile(path, `${line}\n`);
    expect(await aJournal().read()).toEqual({ entries: [anEntry('a')], unreadable: 1 });
  });
});

test('files of others in the folder are left alone', async () => {
  const other = join(folder, 'notes.txt');
  await writeFile(other, 'mine');
  const journal = aJournal(65_536);
  for (let n = 0; n < 40; n += 1)
    await journal.append(Array.from({ length: 50 }, (_, i) => anEntry(`${n}.${i}`)));
  expect(await readFile(other, 'utf8')).toBe('mine');
  expect((await journal.read()).unreadable).toBe(0);
});

test('the folder never grows beyond its bound, however many processes have written and ended', async () => {
  const bytes = async () => {
    const sizes = await Promise.all((await files()).map(async (path) => (await stat(path)).size));
    return sizes.reduce((sum, size) => sum + size, 0);
  };
  for (let n = 0; n < 60; n += 1) {
    await clock.advanceBy(1);
    await aJournal(65_536).append(Array.from({ length: 20 }, (_, i) => anEntry(`${n}.${i}`)));
    expect(await bytes()).toBeLessThanOrEqual(65_536);
  }
  expect((await ids()).split(' ')).toContain('59.19');
  expect(await bytes()).toBeGreaterThan(50_000);
});

test('a process with little to say keeps what it wrote last, beside one that writes without end', async () => {
  const [quiet, busy] = [aJournal(65_536), aJournal(65_536)];
  await quiet.append([anEntry('first word')]);
  for (let n = 0; n < 60; n += 1)
    await busy.append(Array.from({ length: 20 }, (_, i) => anEntry(`${n}.${i}`)));
  await quiet.append([anEntry('last word')]);
  for (let n = 0; n < 20; n += 1)
    await busy.append(Array.from({ length: 20 }, (_, i) => anEntry(`${n}.${i}`)));
  expect(await ids()).toContain('last word');
});

test('after an append that failed, the next one begins a file: this one may end within a line', async () => {
  const journal = aJournal();
  await journal.append([anEntry('a')]);
  const [path = ''] = await files();
  // A folder in its place: no append can succeed.
  await rm(path);
  await rm(folder, { recursive: true });
  await expect(journal.append([anEntry('b')])).rejects.toMatchObject({ code: 'unavailable' });
  await journal.append([anEntry('c')]);
  expect(await ids()).toBe('c');
});

test('a folder that cannot be used is an error that may pass, and says what to do', async () => {
  folder = join(folder, 'file');
  await writeFile(folder, '');
  const calls = [() => aJournal().append([anEntry('a')]), () => aJournal().read()];
  for (const call of calls) {
    await expect(call()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/journal in .*file.*(ENOTDIR|EEXIST).*writable folder/),
    });
  }
});

test.each([0, 65_535, Number.NaN])('a bound of %d bytes is refused', (maxBytes) => {
  expect(() => aJournal(maxBytes)).toThrow(/maxBytes of a journal is .*give 65536 or more/);
});
