import type { DeliveryRef, RefStatus } from '../contracts/index.js';
import type { EngineState } from '../engine-state.js';
import { resolveRef, unresolved } from './resolve-ref.js';

/** Removes the message from the group of the reference. */
export const deleteDelivery = (state: EngineState, ref: DeliveryRef): RefStatus => {
  const copy = resolveRef(state, ref);
  if (copy === undefined) return unresolved(state, ref);
  const { message, visibleAtMs } = copy;
  state.pending.push({ kind: 'deleted', atMs: state.nowMs, ref: copy.ref });
  copy.remove();
  return { kind: 'applied', message, visibleAfterMs: visibleAtMs };
};
