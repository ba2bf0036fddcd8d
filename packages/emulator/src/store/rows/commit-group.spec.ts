import { expect, jest, test } from '@jest/globals';
import { MemoryRows } from '../../spec-support/memory-rows.js';
import { CommitGroup } from './commit-group.js';

const key = (text: string): Buffer => Buffer.from(text);
const text = (value: Buffer | undefined) => value?.toString();

const aGroup = () => {
  const file = new MemoryRows();
  const failed = jest.fn((cause: unknown) => new Error('told', { cause }));
  const closing = () => ({ key: key('now'), value: Buffer.from(String(file.commits)) });
  const commits = new CommitGroup({ file, closing, failed });
  const write = (name: string, value?: string) =>
    commits.write(key(name), value === undefined ? value : key(value));
  const kept = (...names: string[]) => names.map((name) => text(file.get(key(name))));
  return { file, failed, commits, write, kept };
};
/** Holds commits up until it is called. */
const held = (file: MemoryRows): (() => void) => {
  let letGo = (): void => undefined;
  file.delay = new Promise((resolve) => (letGo = resolve));
  return letGo;
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('what one turn writes is one commit, and settled is when it is on disk', async () => {
  const { file, commits, write, kept } = aGroup();
  expect(commits.settled()).toBeUndefined();
  write('a', '1');
  await Promise.resolve();
  write('b', '2');
  expect(file.commits).toBe(0);
  await commits.settled();
  expect([file.commits, ...kept('a', 'b', 'now')]).toEqual([1, '1', '2', '0']);
  expect(commits.settled()).toBeUndefined();
});

test('what comes while a commit is under way makes up the next one', async () => {
  const { file, commits, write, kept } = aGroup();
  const letGo = held(file);
  write('a', '1');
  await turn();
  const first = commits.settled();
  write('b', '2');
  await turn();
  write('c', '3');
  expect([file.commits, ...kept('a')]).toEqual([0, undefined]);
  letGo();
  await first;
  expect([file.commits, ...kept('a', 'b')]).toEqual([1, '1', undefined]);
  await commits.settled();
  expect([file.commits, ...kept('a', 'b', 'c')]).toEqual([2, '1', '2', '3']);
});

test('reads see what is not on disk yet', async () => {
  const { file, commits, write } = aGroup();
  const get = () => text(commits.get(key('a')));
  const letGo = held(file);
  write('a', '1');
  expect(get()).toBe('1');
  await turn();
  expect(get()).toBe('1');
  write('a', '2');
  expect(get()).toBe('2');
  write('a');
  expect(get()).toBeUndefined();
  letGo();
  await commits.settled();
  expect(get()).toBeUndefined();
});

test('changes keep their order, cleared ranges too', async () => {
  const { commits, write, kept } = aGroup();
  write('a1', '1');
  commits.clear({ from: key('a'), to: key('b') });
  write('a2', '2');
  await commits.settled();
  expect(kept('a1', 'a2')).toEqual([undefined, '2']);
});

test('a commit that blocks takes along what was recorded', () => {
  const { file, commits, write, kept } = aGroup();
  write('a', '1');
  commits.commitNow((rows) => rows.write(key('b'), key('2')));
  expect([file.commits, ...kept('a', 'b')]).toEqual([1, '1', '2']);
  expect(commits.settled()).toBeUndefined();
});

test.each(['commit', 'commitNow'])(
  'after a %s that failed nothing is acknowledged or written any more',
  async (way) => {
    const { file, failed, commits, write, kept } = aGroup();
    file.failure = new Error('ENOSPC');
    write('a', '1');
    const settled = commits.settled();
    if (way === 'commitNow') commits.commitNow();
    await expect(settled).rejects.toThrow('told');
    file.failure = undefined;
    write('b', '2');
    await expect(commits.settled()).rejects.toThrow('told');
    commits.commitNow();
    expect(kept('a', 'b')).toEqual([undefined, undefined]);
    expect(commits.failure).toMatchObject({ message: 'told', cause: { message: 'ENOSPC' } });
    expect(failed).toHaveBeenCalledTimes(1);
  },
);

test('what came while a commit failed is not acknowledged either', async () => {
  const { file, commits, write } = aGroup();
  const letGo = held(file);
  file.failure = new Error('EIO');
  write('a', '1');
  await turn();
  write('b', '2');
  const second = commits.settled();
  letGo();
  await expect(second).rejects.toThrow('told');
});

test('a failure that nobody waits for ends nothing', async () => {
  const { file, failed, write } = aGroup();
  file.failure = new Error('EIO');
  write('a', '1');
  await turn();
  await turn();
  expect(failed).toHaveBeenCalledTimes(1);
});
