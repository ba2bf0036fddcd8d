import type { DeliveryRef, UpdateStatus } from '../contracts.js';
import type { EngineState } from '../engine-state.js';
import { lapse } from './lapse.js';
import { resolveRef } from './resolve-ref.js';

/** Sets the end of the lease, counted from now; never touches the delivery count or the expiry. */
export const updateDelivery = (state: EngineState, ref: DeliveryRef, visibilityMs: number): UpdateStatus => {
  const live = resolveRef(state, ref);
  if (live === undefined) return { kind: 'stale' };
  const { group, record } = live;
  const { message } = record;
  const wantedMs = state.nowMs + visibilityMs;
  if (wantedMs > message.expiresAtMs && state.settings.pastRetention === 'reject') {
    return { kind: 'past-retention', message };
  }
  const visibleAfterMs = Math.min(wantedMs, message.expiresAtMs);
  if (visibleAfterMs > state.nowMs) {
    group.hide(record, visibleAfterMs);
    state.pending.push({ kind: 'hidden', atMs: state.nowMs, ref: record.refIn(group.id), visibleAfterMs });
  } else if (record.place === 'in-flight') lapse(state, group, record, state.nowMs);
  return { kind: 'applied', message, visibleAfterMs };
};
