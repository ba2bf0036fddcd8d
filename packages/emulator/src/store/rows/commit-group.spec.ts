import { expect, jest, test } from '@jest/globals';
import { MemoryRows } from '../../spec-support/memory-rows.js';
import { CommitGroup } from './commit-group.js';

const key = (text: string): Buffer => Buffer.from(text);

const aGroup = () => {
  const file = new MemoryRows();
  const failed = jest.fn((cause: unknown) => new Error('told', { cause }));
  const commits = new CommitGroup({
    file,
    closing: (rows) => rows.write(key('now'), Buffer.from(String(file.commits))),
    failed,
  });
  return { file, failed, commits };
};

test('what one turn writes is one commit, and settled is when it is on disk', async () => {
  const { file, commits } = aGroup();
  expect(commits.settled()).toBeUndefined();
  commits.write(key('a'), Buffer.from('1'));
  await Promise.resolve();
  commits.write(key('b'), Buffer.from('2'));
  expect(file.commits).toBe(0);
  await commits.settled();
  expect(file.commits).toBe(1);
  expect([file.get(key('a')), file.get(key('b')), file.get(key('now'))].map(String)).toEqual(['1', '2', '0']);
  expect(commits.settled()).toBeUndefined();
});

test('reads see what is not on disk yet', () => {
  const { commits } = aGroup();
  commits.write(key('a'), Buffer.from('1'));
  commits.flush();
  commits.write(key('a'), Buffer.from('2'));
  expect(String(commits.get(key('a')))).toBe('2');
  commits.write(key('a'));
  expect(commits.get(key('a'))).toBeUndefined();
});

test('changes keep their order, cleared ranges too', async () => {
  const { file, commits } = aGroup();
  commits.write(key('a1'), Buffer.from('1'));
  commits.clear({ from: key('a'), to: key('b') });
  commits.write(key('a2'), Buffer.from('2'));
  await commits.settled();
  expect(file.get(key('a1'))).toBeUndefined();
  expect(String(file.get(key('a2')))).toBe('2');
});

test('after a failed commit nothing is acknowledged and nothing is written any more', async () => {
  const { file, failed, commits } = aGroup();
  file.failure = new Error('ENOSPC');
  commits.write(key('a'), Buffer.from('1'));
  await expect(commits.settled()).rejects.toThrow('told');
  file.failure = undefined;
  commits.write(key('b'), Buffer.from('2'));
  await expect(commits.settled()).rejects.toThrow('told');
  commits.flush();
  expect(file.get(key('b'))).toBeUndefined();
  expect(failed).toHaveBeenCalledTimes(1);
  expect(failed).toHaveBeenCalledWith(expect.objectContaining({ message: 'ENOSPC' }));
});

test('a failure that nobody waits for ends nothing', async () => {
  const { file, failed, commits } = aGroup();
  file.failure = new Error('EIO');
  commits.write(key('a'), Buffer.from('1'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(failed).toHaveBeenCalledTimes(1);
});
