import type { LookFilter, MessageCopy } from '../contracts/index.js';
import type { Copy } from '../copy.js';
import { requireGroup, type EngineState } from '../engine-state.js';
import type { GroupState } from '../group-state.js';

const candidates = (group: GroupState, sequence: number | undefined): Iterable<Copy> => {
  if (sequence === undefined) return group.all();
  const copy = group.find(sequence);
  return copy === undefined ? [] : [copy];
};

function* matching(
  groups: Iterable<GroupState>,
  { area, channel, sequence }: LookFilter,
): Generator<MessageCopy, void, undefined> {
  for (const group of groups) {
    for (const copy of candidates(group, sequence)) {
      const isOfArea = area === undefined || area === copy.area;
      const isOfChannel = channel === undefined || channel === copy.channel;
      if (isOfArea && isOfChannel) yield { message: copy.message, ...copy.state };
    }
  }
}

/** The copies that a filter lets through, made one by one as they are read. */
export const lookAt = (state: EngineState, filter: LookFilter): Iterable<MessageCopy> =>
  matching(filter.group === undefined ? state.groups.values() : [requireGroup(state, filter.group)], filter);
