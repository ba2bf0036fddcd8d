import { expect, test } from '@jest/globals';
import { GroupState } from './group-state.js';
import { RECORD_ORDERS } from './message-record.js';

const aGroup = (...channels: readonly string[]) => {
  const group = new GroupState('primary', RECORD_ORDERS);
  for (const [index, channel] of channels.entries()) {
    group.add({ sequence: index + 1, content: '', channel, createdAtMs: 0, expiresAtMs: 100 });
  }
  return group;
};

const removeAll = (group: GroupState): void => {
  for (let record = group.nextExpiry; record !== undefined; record = group.nextExpiry) group.remove(record);
};

test('forgets a channel with its last message, so that short-lived channel names do not pile up', () => {
  const group = aGroup('a', 'a', 'b');
  const first = group.find(1);
  if (first !== undefined) group.remove(first);
  expect(group.channels.find('a')).toBeDefined();
  removeAll(group);
  expect(['a', 'b'].map((name) => group.channels.find(name))).toEqual([undefined, undefined]);
  expect(group.find(2)).toBeUndefined();
});

test('keeps a channel that has only dead letters, for its statistics', () => {
  const group = aGroup('a');
  const record = group.find(1);
  if (record !== undefined) group.bury(record);
  expect(group.channels.find('a')?.tally.toStats()).toMatchObject({
    visible: 0,
    deadLetters: { visible: 1 },
  });
  expect(group.channels.liveNames()).toEqual([]);
  removeAll(group);
  expect(group.channels.find('a')).toBeUndefined();
  expect([...group.deadLetters]).toEqual([]);
});
