import type { DeliveryRef, EpochMs, RefStatus } from '../contracts/index.js';
import type { EngineState } from '../engine-state.js';
import type { GroupState } from '../group-state.js';
import type { MessageRecord } from '../message-record.js';

interface LiveDelivery {
  readonly group: GroupState;
  readonly record: MessageRecord;
}

/** The message that a reference still governs; undefined when the reference is stale or its message purged. */
export const resolveRef = (state: EngineState, ref: DeliveryRef): LiveDelivery | undefined => {
  const group = state.groups.get(ref.group);
  const record = group?.find(ref.sequence);
  if (group === undefined || record === undefined) return undefined;
  // A count of 0 names no delivery, even when no reference is good.
  const isLatest = ref.deliveryCount > 0 && ref.deliveryCount === record.latestRef;
  const isOfArea = (ref.dead === true) === (record.area === 'dead');
  return isLatest && isOfArea ? { group, record } : undefined;
};

/** What a reference answers that governs nothing. `visibleAfterMs`: the instant asked for; default: the end the lease had. */
export const unresolved = (state: EngineState, ref: DeliveryRef, visibleAfterMs?: EpochMs): RefStatus => {
  const purged = state.purgedRefs.find(ref);
  if (purged === undefined) return { kind: 'stale' };
  return {
    kind: 'purged',
    sequence: ref.sequence,
    visibleAfterMs: visibleAfterMs ?? purged.visibleAtMs,
  };
};
