import type { DeliveryRef, EpochMs, UpdateStatus } from '../contracts/index.js';
import type { EngineState } from '../engine-state.js';
import type { GroupState } from '../group-state.js';
import type { MessageRecord } from '../message-record.js';
import { bury, isExhausted, lapse, refEnd } from './lapse.js';
import { resolveRef, unresolved } from './resolve-ref.js';

/** What an update does besides moving the end of the lease; false: nothing, which is what is assumed of the service. */
const countUpdate = ({ settings }: EngineState, record: MessageRecord): boolean => {
  if (settings.updateCounts) record.deliveryCount += 1;
  if (settings.receiptAfterUpdate === 'ends') record.latestRef = 0;
  return settings.updateCounts === true || settings.receiptAfterUpdate === 'ends';
};

const hide = (
  state: EngineState,
  group: GroupState,
  record: MessageRecord,
  visibleAfterMs: EpochMs,
): void => {
  if (visibleAfterMs > state.nowMs) group.hide(record, visibleAfterMs);
  const ref = record.refIn(group.id);
  state.pending.push({ kind: 'hidden', atMs: state.nowMs, ref, visibleAfterMs, ...refEnd(record) });
};

/** Sets the end of the lease, counted from now; never touches the expiry. */
export const updateDelivery = (state: EngineState, ref: DeliveryRef, visibilityMs: number): UpdateStatus => {
  const { nowMs, settings } = state;
  const wantedMs = nowMs + visibilityMs;
  const live = resolveRef(state, ref);
  if (live === undefined) return unresolved(state, ref, wantedMs);
  const { group, record } = live;
  const { message } = record;
  if (wantedMs > message.expiresAtMs && settings.pastRetention === 'reject') {
    return { kind: 'past-retention', message };
  }
  const visibleAfterMs = Math.min(wantedMs, message.expiresAtMs);
  const isTold = countUpdate(state, record) || visibleAfterMs > nowMs;
  if (visibleAfterMs > nowMs) hide(state, group, record, visibleAfterMs);
  else if (record.place === 'in-flight') lapse(state, group, record, nowMs);
  else if (isExhausted(state, group, record)) bury(state, group, record, nowMs);
  else if (isTold) hide(state, group, record, nowMs);
  return { kind: 'applied', message, visibleAfterMs };
};
