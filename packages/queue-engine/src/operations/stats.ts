import { PRIMARY_GROUP, type EngineStats, type StatsFilter, type VisibleFilter } from '../contracts/index.js';
import type { AreaState } from '../area-state.js';
import { requireGroup, type EngineState } from '../engine-state.js';
import { NO_MESSAGES } from '../tally.js';

const statsOf = (area: AreaState, channel: string | undefined) =>
  (channel === undefined ? area.tally : area.channels.find(channel)?.tally)?.toStats() ?? NO_MESSAGES;

/** Exact counts of one channel, or of the whole group; zeros for a channel that does not exist. */
export const readStats = (state: EngineState, { channel, group }: StatsFilter): EngineStats => {
  const { live, dead } = requireGroup(state, group ?? PRIMARY_GROUP);
  return { ...statsOf(live, channel), deadLetters: statsOf(dead, channel) };
};

export const hasVisible = (state: EngineState, { channel, group, area = 'live' }: VisibleFilter): boolean => {
  const { channels } = requireGroup(state, group ?? PRIMARY_GROUP)[area];
  if (channel === undefined) return channels.hasReady;
  return (channels.find(channel)?.visible.size ?? 0) > 0;
};

export const storedBytes = (state: EngineState): number => {
  let bytes = 0;
  for (const group of state.groups.values()) bytes += group.storedBytes;
  return bytes;
};
