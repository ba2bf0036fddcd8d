import type { DeliveryRef, EpochMs, RefStatus } from '../contracts/index.js';
import type { EngineState } from '../engine-state.js';
import type { GroupState } from '../group-state.js';
import type { MessageRecord } from '../message-record.js';
import { resolveRef, unresolved } from './resolve-ref.js';

/**
 * Whether the end of this lease is the last one: OCI dead-letters when the N-th visibility lapses (observed). What is
 * in the dead-letter queue stays there.
 */
export const isExhausted = (state: EngineState, group: GroupState, record: MessageRecord): boolean => {
  const maxDeliveries = group.settings.maxDeliveries ?? state.settings.maxDeliveries;
  return record.area === 'live' && maxDeliveries > 0 && record.deliveryCount >= maxDeliveries;
};

export const bury = (state: EngineState, group: GroupState, record: MessageRecord, atMs: EpochMs): void => {
  state.pending.push({ kind: 'dead-lettered', atMs, ref: record.refIn(group.id) });
  record.latestRef = 0;
  group.bury(record, atMs);
};

/** What the changes of a copy say when its references have ended. */
export const refEnd = ({ latestRef }: MessageRecord): { readonly refEnded?: true } =>
  latestRef === 0 ? { refEnded: true } : {};

/** Ends a lease at an instant: visible again from then on, or a dead letter. */
export const lapse = (state: EngineState, group: GroupState, record: MessageRecord, atMs: EpochMs): void => {
  if (isExhausted(state, group, record)) return bury(state, group, record, atMs);
  if (state.settings.staleAfterLapse) record.latestRef = 0;
  group.reveal(record, atMs);
  state.pending.push({ kind: 'lapsed', atMs, ref: record.refIn(group.id), ...refEnd(record) });
};

/** Ends a lease early, behind the back of its holder. */
export const lapseEarly = (state: EngineState, ref: DeliveryRef): RefStatus => {
  const live = resolveRef(state, ref);
  if (live === undefined) return unresolved(state, ref);
  const { group, record } = live;
  if (record.place === 'in-flight') {
    group.reveal(record, state.nowMs);
    state.pending.push({ kind: 'lapsed', atMs: state.nowMs, ref: record.refIn(group.id), ...refEnd(record) });
  }
  return { kind: 'applied', message: record.message, visibleAfterMs: state.nowMs };
};
