import { PRIMARY_GROUP, type DeliveredMessage, type GetRequest } from '../contracts/index.js';
import { Copy } from '../copy.js';
import { requireGroup, type EngineState } from '../engine-state.js';
import { isExhausted } from './delivery-limit.js';
import { bury, refEnd } from './lapse.js';

const deliver = (state: EngineState, copy: Copy, visibilityMs: number): DeliveredMessage => {
  const { nowMs, settings } = state;
  const { message } = copy;
  const deliveryCount = copy.deliveryCount + 1;
  const visibleAfterMs = Math.min(nowMs + visibilityMs, message.expiresAtMs);
  const isPeek = visibleAfterMs === nowMs;
  copy.deliveryCount = deliveryCount;
  // A peek is a lease that ends as it begins: it keeps its place, and may end its reference.
  copy.latestRef = isPeek && settings.staleAfterLapse ? 0 : deliveryCount;
  const { ref } = copy;
  state.pending.push({ kind: 'delivered', atMs: nowMs, ref, visibleAfterMs, ...refEnd(copy) });
  if (!isPeek) copy.hide(visibleAfterMs);
  else if (isExhausted(state, copy)) bury(state, copy, nowMs);
  return { message, ref, deliveryCount, visibleAfterMs };
};

/** Asks before anything is delivered: the question is somebody else's code and may throw. */
const fittingOf = (copies: readonly Copy[], fits: GetRequest['fits']): readonly Copy[] => {
  const tooMany = fits ? copies.findIndex(({ message }) => !fits(message)) : -1;
  return tooMany === -1 ? copies : copies.slice(0, tooMany);
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
  const rows = order === 'oldest' ? visible.first(limit) : visible.sample(limit, state.random);
  const copies = rows.map((row) => new Copy(group, row));
  return fittingOf(copies, request.fits).map((copy) => deliver(state, copy, visibilityMs));
};
