import { PRIMARY_GROUP, type EngineStats } from '../contracts.js';
import { requireGroup, type EngineState } from '../engine-state.js';
import { Tally } from '../tally.js';

/** Exact counts of one channel, or of the whole queue; zeros for a channel that does not exist. */
export const readStats = (state: EngineState, channel: string | undefined): EngineStats => {
  const group = requireGroup(state, PRIMARY_GROUP);
  const tally = channel === undefined ? group.tally : group.channels.find(channel)?.tally;
  return (tally ?? new Tally()).toStats();
};

export const hasVisible = (state: EngineState, channel: string | undefined): boolean => {
  const { channels } = requireGroup(state, PRIMARY_GROUP);
  if (channel === undefined) return channels.hasReady;
  return (channels.find(channel)?.visible.size ?? 0) > 0;
};
