import { PRIMARY_GROUP, type PurgeRequest } from '../contracts/index.js';
import { requireGroup, type EngineState } from '../engine-state.js';
import type { GroupState } from '../group-state.js';
import { endCopy } from './end-copy.js';

const purgeGroup = (state: EngineState, group: GroupState, { area, channels }: PurgeRequest): number => {
  const wanted = channels && new Set<string | undefined>(channels);
  let purged = 0;
  for (const copy of group.all()) {
    if (area !== 'both' && area !== copy.area) continue;
    if (wanted?.has(copy.channel) === false) continue;
    state.purgedRefs.add(copy, state.nowMs);
    endCopy(state, 'purged', copy, state.nowMs);
    purged += 1;
  }
  return purged;
};

/** The groups that a purge means. */
export const purgedGroups = (state: EngineState, { group }: PurgeRequest): readonly GroupState[] =>
  group === 'all' ? [...state.groups.values()] : [requireGroup(state, group ?? PRIMARY_GROUP)];

/** Walks over all messages of the groups. */
export const purgeMessages = (state: EngineState, request: PurgeRequest): number =>
  purgedGroups(state, request).reduce((sum, group) => sum + purgeGroup(state, group, request), 0);
