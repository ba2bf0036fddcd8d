import { PRIMARY_GROUP, type DeliveredMessage, type GetRequest } from '../contracts.js';
import { requireGroup, type EngineState } from '../engine-state.js';
import type { GroupState } from '../group-state.js';
import type { MessageRecord } from '../message-record.js';
import { isExhausted, lapse } from './lapse.js';

const deliver = (
  state: EngineState,
  { group, record, visibilityMs }: { group: GroupState; record: MessageRecord; visibilityMs: number },
): DeliveredMessage => {
  const { message } = record;
  const visibleAfterMs = Math.min(state.nowMs + visibilityMs, message.expiresAtMs);
  record.deliveryCount += 1;
  const ref = record.refIn(group.id);
  state.pending.push({ kind: 'delivered', atMs: state.nowMs, ref, visibleAfterMs });
  if (visibleAfterMs > state.nowMs) group.hide(record, visibleAfterMs);
  // A peek is a lease that ends as it begins: it keeps its place, so only the count can have an effect.
  else if (isExhausted(record, state.settings.maxDeliveries)) lapse(state, group, record, state.nowMs);
  return { message, ref, deliveryCount: record.deliveryCount, visibleAfterMs };
};

/** Delivers the messages of one channel that have been visible longest. */
export const getMessages = (state: EngineState, request: GetRequest): readonly DeliveredMessage[] => {
  const group = requireGroup(state, request.group ?? PRIMARY_GROUP);
  const channel =
    request.channel === undefined
      ? group.channels.pickReady(state.random)
      : group.channels.find(request.channel);
  const records = channel?.visible.first(request.limit) ?? [];
  return records.map((record) => deliver(state, { group, record, visibilityMs: request.visibilityMs }));
};
