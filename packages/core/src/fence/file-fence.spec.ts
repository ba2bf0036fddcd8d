import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../clock/virtual-clock.js';
import type { FenceClaim } from '../contracts/fence.js';
import { seededRandom } from '../random/seeded-random.js';
import { fileFence } from './file-fence.js';

const LEASE_MS = 30_000;
const DAY_MS = 86_400_000;

let folder: string;
let clock: VirtualClock;
const aFence = (where = folder) => fileFence({ folder: where, clock, random: seededRandom(1) });
const filesIn = async (where: string): Promise<string[]> => {
  const entries = await readdir(where, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
};
const won = async (fence = aFence(), id = 'a'): Promise<FenceClaim> => {
  const answer = await fence.claim(id, LEASE_MS);
  if (answer.kind !== 'won') throw new Error(`${id} is ${answer.kind}`);
  return answer.claim;
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fence-'));
  clock = new VirtualClock();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the folder is made, and a fence that is opened again knows everything', async () => {
  const deep = join(folder, 'not', 'yet');
  await aFence(deep).done(await won(aFence(deep), 'a'), DAY_MS);
  await won(aFence(deep), 'b');
  expect(await aFence(deep).claim('a', LEASE_MS)).toEqual({ kind: 'done' });
  expect(await aFence(deep).claim('b', LEASE_MS)).toMatchObject({ kind: 'busy' });
});

test('what is on disk tells no identity', async () => {
  await won(aFence(), 'customer-4711');
  expect((await filesIn(folder)).join()).not.toContain('4711');
});

describe('a file that cannot be read', () => {
  test.each([
    ['empty', ''],
    ['cut off', '{"v":1,"state":"do'],
    ['of another version', '{"v":2,"state":"done","token":"1.a","untilMs":9e99}'],
    ['without an end', '{"v":1,"state":"done","token":"1.a","untilMs":"soon"}'],
    ['of no known state', '{"v":1,"state":"lost","token":"1.a","untilMs":9000000000000}'],
    ['not even an object', 'null'],
  ])('%s: counts as a claim that has just begun, and then ends', async (_what, text) => {
    const mine = await won();
    const [path = ''] = await filesIn(folder);
    await writeFile(path, text);
    expect(await aFence().claim('a', LEASE_MS)).toEqual({ kind: 'busy', forMs: LEASE_MS });
    await clock.advanceBy(LEASE_MS - 1);
    expect(await aFence().claim('a', LEASE_MS)).toEqual({ kind: 'busy', forMs: 1 });
    expect(await aFence().renew(mine, LEASE_MS)).toBe(false);
    await clock.advanceBy(1);
    await won();
  });

  test('does not hide a mark beside it', async () => {
    const lapsed = await won();
    await clock.advanceBy(LEASE_MS);
    await aFence().done(await won(), DAY_MS);
    const [path = ''] = (await filesIn(folder)).filter((name) => name.endsWith('.1'));
    await writeFile(path, '');
    expect(await aFence().claim('a', LEASE_MS)).toEqual({ kind: 'done' });
    await aFence().release(lapsed);
    expect(await aFence().claim('a', LEASE_MS)).toEqual({ kind: 'done' });
  });
});

/** Identities whose files share a folder, because cleaning up looks at the neighbours. */
const neighbours = (count: number): string[] => {
  const ids: string[] = [];
  for (let n = 0; ids.length < count; n += 1)
    if (createHash('sha256').update(`n-${n}`).digest('hex').startsWith('000')) ids.push(`n-${n}`);
  return ids;
};

test('what has ended for long is cleared away as marks are made, and nothing else', async () => {
  const fence = aFence();
  const [running = '', ...ids] = neighbours(41);
  const [old, recent] = [ids.slice(0, 20), ids.slice(20)];
  for (const id of old) await fence.done(await won(fence, id), DAY_MS);
  const [first = ''] = await filesIn(folder);
  await writeFile(join(dirname(first), `${clock.now()}-left-behind.tmp`), '');
  await clock.advanceBy(2 * DAY_MS);
  await won(fence, running);
  for (const id of recent) await fence.done(await won(fence, id), DAY_MS);
  expect(await filesIn(folder)).toHaveLength(1 + recent.length);
  expect(await fence.claim(running, LEASE_MS)).toMatchObject({ kind: 'busy' });
  expect(await fence.claim(recent[0] ?? '', LEASE_MS)).toEqual({ kind: 'done' });
});

test('a folder that cannot be used is an error that may pass, and says what to do', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await expect(aFence(file).claim('a', LEASE_MS)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/fence in .*file.*ENOTDIR.*writable folder/),
  });
});
