import type { LookFilter, MessageCopy } from '../contracts/index.js';
import { requireGroup, type EngineState } from '../engine-state.js';
import type { GroupState } from '../group-state.js';
import type { MessageRecord } from '../message-record.js';

const candidates = (group: GroupState, sequence: number | undefined): Iterable<MessageRecord> => {
  if (sequence === undefined) return group.records();
  const record = group.find(sequence);
  return record === undefined ? [] : [record];
};

/** The copies that a filter lets through, made one by one as they are read. */
export function* lookAt(state: EngineState, filter: LookFilter): Generator<MessageCopy, void, undefined> {
  const { area, channel, sequence } = filter;
  const groups = filter.group === undefined ? state.groups.values() : [requireGroup(state, filter.group)];
  for (const group of groups) {
    for (const record of candidates(group, sequence)) {
      const isOfArea = area === undefined || area === record.area;
      const isOfChannel = channel === undefined || channel === record.message.channel;
      if (isOfArea && isOfChannel) yield { message: record.message, ...record.stateIn(group.id) };
    }
  }
}
