import type { EpochMs } from '../contracts/index.js';
import type { EngineState } from '../engine-state.js';
import type { GroupState } from '../group-state.js';
import type { MessageRecord } from '../message-record.js';
import { lapse } from './lapse.js';
import { endCopy } from './purge.js';

interface DueEvent {
  readonly kind: 'expiry' | 'lapse';
  readonly atMs: EpochMs;
  readonly group: GroupState;
  readonly record: MessageRecord;
}

const precedes = (a: DueEvent, b: DueEvent): boolean =>
  a.atMs < b.atMs || (a.atMs === b.atMs && a.kind === 'expiry' && b.kind === 'lapse');

function* firstEventsOf(group: GroupState): Generator<DueEvent, void, undefined> {
  const expiring = group.nextExpiry;
  if (expiring) yield { kind: 'expiry', atMs: expiring.message.expiresAtMs, group, record: expiring };
  for (const { nextLapse } of [group.live, group.dead]) {
    if (nextLapse) yield { kind: 'lapse', atMs: nextLapse.visibleAtMs, group, record: nextLapse };
  }
}

/**
 * The next thing that time alone will do, over all groups. On a tie the expiry wins: a message whose lease was clamped
 * to its expiry must not flash up as visible.
 */
export const nextEvent = (state: EngineState): DueEvent | undefined => {
  let first: DueEvent | undefined;
  for (const group of state.groups.values()) {
    for (const event of firstEventsOf(group)) {
      if (first === undefined || precedes(event, first)) first = event;
    }
  }
  return first;
};

/** Moves time on, never back, and applies what falls due up to and including the new time. */
export const advanceTo = (state: EngineState, nowMs: EpochMs): void => {
  state.nowMs = Math.max(state.nowMs, nowMs);
  for (let event = nextEvent(state); event && event.atMs <= state.nowMs; event = nextEvent(state)) {
    if (event.kind === 'expiry') endCopy(state, 'expired', event);
    else lapse(state, event.group, event.record, event.atMs);
  }
  state.purgedRefs.advanceTo(state.nowMs);
};
