import { expect, test } from '@jest/globals';
import { GroupState } from './group-state.js';
import { RECORD_ORDERS } from './message-record.js';

const aGroup = (...channels: readonly string[]) => {
  const group = new GroupState('primary', { isEnabled: true }, RECORD_ORDERS);
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
  expect(group.live.channels.find('a')).toBeDefined();
  removeAll(group);
  expect(['a', 'b'].map((name) => group.live.channels.find(name))).toEqual([undefined, undefined]);
  expect(group.find(2)).toBeUndefined();
});

test('has the channels of its dead letters apart', () => {
  const group = aGroup('a');
  const record = group.find(1);
  if (record !== undefined) group.bury(record, 5);
  expect(group.live.channels.names()).toEqual([]);
  expect(group.dead.channels.names()).toEqual(['a']);
  removeAll(group);
  expect(group.dead.channels.names()).toEqual([]);
});
