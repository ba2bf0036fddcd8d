import { PRIMARY_GROUP, type DeliveredMessage, type GetRequest } from '../contracts/index.js';
import { requireGroup, type EngineState } from '../engine-state.js';
import type { GroupState } from '../group-state.js';
import type { MessageRecord } from '../message-record.js';
import { bury, isExhausted, refEnd } from './lapse.js';

const deliver = (
  state: EngineState,
  { group, record, visibilityMs }: { group: GroupState; record: MessageRecord; visibilityMs: number },
): DeliveredMessage => {
  const { message } = record;
  const { nowMs } = state;
  const visibleAfterMs = Math.min(nowMs + visibilityMs, message.expiresAtMs);
  const isPeek = visibleAfterMs === nowMs;
  record.deliveryCount += 1;
  // A peek is a lease that ends as it begins: it keeps its place, and may end its reference.
  record.latestRef = isPeek && state.settings.staleAfterLapse ? 0 : record.deliveryCount;
  const ref = record.refIn(group.id);
  state.pending.push({ kind: 'delivered', atMs: nowMs, ref, visibleAfterMs, ...refEnd(record) });
  if (!isPeek) group.hide(record, visibleAfterMs);
  else if (isExhausted(state, group, record)) bury(state, group, record, nowMs);
  return { message, ref, deliveryCount: record.deliveryCount, visibleAfterMs };
};

/** Delivers messages of one channel: those that have been visible longest, or any. */
export const getMessages = (state: EngineState, request: GetRequest): readonly DeliveredMessage[] => {
  const { limit, visibilityMs, area = 'live', order = 'oldest' } = request;
  const group = requireGroup(state, request.group ?? PRIMARY_GROUP);
  const { channels } = group[area];
  const channel =
    request.channel === undefined ? channels.pickReady(state.random) : channels.find(request.channel);
  if (channel === undefined) return [];
  const { visible } = channel;
  const records = order === 'oldest' ? visible.first(limit) : visible.sample(limit, state.random);
  return records.map((record) => deliver(state, { group, record, visibilityMs }));
};
