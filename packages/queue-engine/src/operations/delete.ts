import type { DeliveryRef, RefStatus } from '../contracts.js';
import type { EngineState } from '../engine-state.js';
import { resolveRef } from './resolve-ref.js';

/** Removes the message from the group of the reference. */
export const deleteDelivery = (state: EngineState, ref: DeliveryRef): RefStatus => {
  const live = resolveRef(state, ref);
  if (live === undefined) return { kind: 'stale' };
  const { group, record } = live;
  group.remove(record);
  state.pending.push({ kind: 'deleted', atMs: state.nowMs, ref: record.refIn(group.id) });
  return { kind: 'applied', message: record.message, visibleAfterMs: record.visibleAtMs };
};
