import type { DeliveryRef, RefStatus } from '../contracts/index.js';
import type { EngineState } from '../engine-state.js';
import { resolveRef, unresolved } from './resolve-ref.js';

/** Removes the message from the group of the reference. */
export const deleteDelivery = (state: EngineState, ref: DeliveryRef): RefStatus => {
  const live = resolveRef(state, ref);
  if (live === undefined) return unresolved(state, ref);
  const { group, record } = live;
  const change = { kind: 'deleted', atMs: state.nowMs, ref: record.refIn(group.id) } as const;
  group.remove(record);
  state.pending.push(change);
  return { kind: 'applied', message: record.message, visibleAfterMs: record.visibleAtMs };
};
