import type { EpochMs } from '../contracts.js';
import type { EngineState } from '../engine-state.js';
import type { GroupState } from '../group-state.js';
import type { MessageRecord } from '../message-record.js';
import { lapse } from './lapse.js';

interface DueEvent {
  readonly kind: 'expiry' | 'lapse';
  readonly atMs: EpochMs;
  readonly group: GroupState;
  readonly record: MessageRecord;
}

const nextOfGroup = (group: GroupState): DueEvent | undefined => {
  const { nextExpiry: expiring, nextLapse: lapsing } = group;
  // Only messages in flight lapse and all of them expire, so a lapse never comes without an expiry. On a tie the
  // expiry wins: a message whose lease was clamped to its expiry must not flash up as visible.
  if (lapsing !== undefined && expiring !== undefined && lapsing.visibleAtMs < expiring.message.expiresAtMs) {
    return { kind: 'lapse', atMs: lapsing.visibleAtMs, group, record: lapsing };
  }
  return expiring && { kind: 'expiry', atMs: expiring.message.expiresAtMs, group, record: expiring };
};

const precedes = (a: DueEvent, b: DueEvent): boolean =>
  a.atMs < b.atMs || (a.atMs === b.atMs && a.kind === 'expiry' && b.kind === 'lapse');

/** The next thing that time alone will do, over all groups. */
export const nextEvent = (state: EngineState): DueEvent | undefined => {
  let first: DueEvent | undefined;
  for (const group of state.groups.values()) {
    const event = nextOfGroup(group);
    if (event !== undefined && (first === undefined || precedes(event, first))) first = event;
  }
  return first;
};

const expire = (state: EngineState, { group, record, atMs }: DueEvent): void => {
  group.remove(record);
  state.pending.push({
    kind: 'expired',
    atMs,
    group: group.id,
    sequence: record.message.sequence,
    deliveryCount: record.deliveryCount,
    wasDeadLetter: record.place === 'dead-letter',
  });
};

/** Moves time on, never back, and applies what falls due up to and including the new time. */
export const advanceTo = (state: EngineState, nowMs: EpochMs): void => {
  state.nowMs = Math.max(state.nowMs, nowMs);
  for (let event = nextEvent(state); event && event.atMs <= state.nowMs; event = nextEvent(state)) {
    if (event.kind === 'expiry') expire(state, event);
    else lapse(state, event.group, event.record, event.atMs);
  }
};
