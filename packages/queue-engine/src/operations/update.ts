import type { DeliveryRef, EpochMs, UpdateStatus } from '../contracts/index.js';
import type { Copy } from '../copy.js';
import type { EngineState } from '../engine-state.js';
import { isExhausted } from './delivery-limit.js';
import { bury, lapse, refEnd } from './lapse.js';
import { resolveRef, unresolved } from './resolve-ref.js';

/** What an update does besides moving the end of the lease; false: nothing, which is what is assumed of the service. */
const markUpdate = ({ settings }: EngineState, copy: Copy): boolean => {
  if (settings.updateCounts) copy.deliveryCount += 1;
  if (settings.receiptAfterUpdate === 'ends') copy.latestRef = 0;
  return settings.updateCounts === true || settings.receiptAfterUpdate === 'ends';
};

const tellHidden = (state: EngineState, copy: Copy, visibleAfterMs: EpochMs): void => {
  state.pending.push({ kind: 'hidden', atMs: state.nowMs, ref: copy.ref, visibleAfterMs, ...refEnd(copy) });
};

const moveEnd = (state: EngineState, copy: Copy, visibleAfterMs: EpochMs): void => {
  const { nowMs } = state;
  const isMarked = markUpdate(state, copy);
  if (visibleAfterMs > nowMs) {
    copy.hide(visibleAfterMs);
    tellHidden(state, copy, visibleAfterMs);
  } else if (copy.place === 'in-flight') lapse(state, copy, nowMs);
  // Only a count that rose can be the one too many: a lease that was spared has lapsed, and its message stays.
  else if (state.settings.updateCounts && isExhausted(state, copy)) bury(state, copy, nowMs);
  else if (isMarked) tellHidden(state, copy, nowMs);
};

/** Sets the end of the lease, counted from now; never touches the expiry. */
export const updateDelivery = (state: EngineState, ref: DeliveryRef, visibilityMs: number): UpdateStatus => {
  const wantedMs = state.nowMs + visibilityMs;
  const copy = resolveRef(state, ref);
  if (copy === undefined) return unresolved(state, ref, wantedMs);
  const { message } = copy;
  if (wantedMs > message.expiresAtMs && state.settings.pastRetention === 'reject') {
    return { kind: 'past-retention', message };
  }
  const visibleAfterMs = Math.min(wantedMs, message.expiresAtMs);
  moveEnd(state, copy, visibleAfterMs);
  return { kind: 'applied', message, visibleAfterMs };
};
