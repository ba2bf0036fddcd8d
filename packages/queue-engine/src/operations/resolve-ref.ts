import type { DeliveryRef } from '../contracts.js';
import type { EngineState } from '../engine-state.js';
import type { GroupState } from '../group-state.js';
import type { MessageRecord } from '../message-record.js';

interface LiveDelivery {
  readonly group: GroupState;
  readonly record: MessageRecord;
}

/** The message that a reference still governs; undefined when the reference is stale. */
export const resolveRef = (state: EngineState, ref: DeliveryRef): LiveDelivery | undefined => {
  const group = state.groups.get(ref.group);
  const record = group?.find(ref.sequence);
  if (group === undefined || record === undefined) return undefined;
  // A count of 0 names no delivery, even when the message has had none.
  const isLatest = ref.deliveryCount > 0 && ref.deliveryCount === record.deliveryCount;
  const isUsable = state.settings.staleAfterLapse
    ? record.place === 'in-flight'
    : record.place !== 'dead-letter';
  return isLatest && isUsable ? { group, record } : undefined;
};
