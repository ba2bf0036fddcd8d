import type { Copy } from '../copy.js';
import type { EngineState } from '../engine-state.js';
import type { GroupState } from '../group-state.js';

const limitOf = ({ settings }: EngineState, group: GroupState): number => {
  const limit = group.settings.maxDeliveries ?? settings.maxDeliveries;
  return limit === 0 ? Infinity : limit;
};

/**
 * Whether the end of this lease is the last one: OCI dead-letters when the N-th visibility lapses (observed). What is
 * in the dead-letter queue stays there.
 */
export const isExhausted = (state: EngineState, copy: Copy): boolean =>
  copy.area === 'live' && !copy.isSpared && copy.deliveryCount >= limitOf(state, copy.group);

const spare = (state: EngineState, group: GroupState, before: number): void => {
  if (limitOf(state, group) >= before) return;
  for (const copy of group.all()) {
    if (copy.place !== 'in-flight' || copy.deliveryCount >= before || !isExhausted(state, copy)) continue;
    copy.spare();
    state.pending.push({ kind: 'spared', atMs: state.nowMs, ref: copy.ref });
  }
};

/** Changes settings, and spares the open leases of groups whose limit of deliveries is lower afterwards. */
export const sparingLeases = (state: EngineState, change: () => void): void => {
  const before = [...state.groups.values()].map((group) => ({ group, limit: limitOf(state, group) }));
  change();
  for (const { group, limit } of before) spare(state, group, limit);
};
