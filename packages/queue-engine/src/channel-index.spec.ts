import { expect, test } from '@jest/globals';
import type { Copy } from './copy.js';
import { GroupState } from './group-state.js';
import { MessageTable, type WatchCompare } from './message-table.js';

const watch: WatchCompare = (compare) => compare;

const aGroup = (...channels: readonly string[]) => {
  const messages = new MessageTable(watch);
  const group = new GroupState('primary', { isEnabled: true }, { messages, watch });
  for (const [index, channel] of channels.entries()) {
    const times = { createdAtMs: 0, expiresAtMs: 100 };
    group.add(messages.add({ sequence: index + 1, content: '', channel, ...times }, 1), 0);
  }
  return group;
};

const the = (group: GroupState, sequence: number): Copy => {
  const copy = group.find(sequence);
  if (copy === undefined) throw new Error(`no copy of ${sequence}`);
  return copy;
};

test('forgets a channel with its last message, so that short-lived channel names do not pile up (F1.channel-life)', () => {
  const group = aGroup('a', 'a', 'b');
  the(group, 1).remove();
  expect(group.live.channels.names()).toEqual(['a', 'b']);
  for (const copy of group.all()) copy.remove();
  expect(group.live.channels.names()).toEqual([]);
  expect(group.find(2)).toBeUndefined();
});

test('has the channels of its dead letters apart', () => {
  const group = aGroup('a');
  the(group, 1).bury(5);
  expect(group.live.channels.names()).toEqual([]);
  expect(group.dead.channels.names()).toEqual(['a']);
  the(group, 1).remove();
  expect(group.dead.channels.names()).toEqual([]);
});

test('picks by name, not by history, each ready channel with the same chance (F2.fairness)', () => {
  const pick = (group: GroupState, random: number) => group.live.channels.pickReady(() => random)?.name;
  const [one, other] = [aGroup('b', 'a', 'c'), aGroup('c', 'b', 'a')];
  for (const group of [one, other]) {
    expect([0, 0.34, 0.67].map((random) => pick(group, random))).toEqual(['a', 'b', 'c']);
  }
  the(one, 2).hide(9);
  expect([0, 0.5].map((random) => pick(one, random))).toEqual(['b', 'c']);
});
