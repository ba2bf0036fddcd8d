import { PRIMARY_GROUP, type EpochMs, type PurgeRequest } from '../contracts/index.js';
import { requireGroup, type EngineState } from '../engine-state.js';
import type { GroupState } from '../group-state.js';
import type { MessageRecord } from '../message-record.js';

/** What ends copies that nobody deleted: retention or a purge. */
export const endCopy = (
  state: EngineState,
  kind: 'expired' | 'purged',
  { group, record, atMs }: { group: GroupState; record: MessageRecord; atMs: EpochMs },
): void => {
  group.remove(record);
  state.pending.push({
    kind,
    atMs,
    group: group.id,
    sequence: record.message.sequence,
    deliveryCount: record.deliveryCount,
    wasDeadLetter: record.area === 'dead',
  });
};

const purgeGroup = (state: EngineState, group: GroupState, { area, channels }: PurgeRequest): number => {
  const wanted = channels && new Set<string | undefined>(channels);
  let purged = 0;
  for (const record of group.records()) {
    if (area !== 'both' && area !== record.area) continue;
    if (wanted?.has(record.message.channel) === false) continue;
    const ref = { ...record.refIn(group.id), deliveryCount: record.latestRef };
    if (record.latestRef > 0) state.purgedRefs.add(ref, record.visibleAtMs, state.nowMs);
    endCopy(state, 'purged', { group, record, atMs: state.nowMs });
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
