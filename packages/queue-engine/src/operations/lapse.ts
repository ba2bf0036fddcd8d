import type { EpochMs } from '../contracts.js';
import type { EngineState } from '../engine-state.js';
import type { GroupState } from '../group-state.js';
import type { MessageRecord } from '../message-record.js';

/** Whether the end of this lease is the last one: OCI dead-letters when the N-th visibility lapses (observed). */
export const isExhausted = ({ deliveryCount }: MessageRecord, maxDeliveries: number): boolean =>
  maxDeliveries > 0 && deliveryCount >= maxDeliveries;

/** Ends a lease at an instant: visible again from then on, or a dead letter. */
export const lapse = (state: EngineState, group: GroupState, record: MessageRecord, atMs: EpochMs): void => {
  const ref = record.refIn(group.id);
  if (isExhausted(record, state.settings.maxDeliveries)) {
    group.bury(record);
    state.pending.push({ kind: 'dead-lettered', atMs, ref });
  } else {
    group.reveal(record, atMs);
    state.pending.push({ kind: 'lapsed', atMs, ref });
  }
};
