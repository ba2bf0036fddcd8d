import type { EpochMs } from '../contracts/index.js';
import type { Copy } from '../copy.js';
import type { EngineState } from '../engine-state.js';
import type { Row } from '../storage/column.js';
import { endCopy } from './end-copy.js';
import { lapse } from './lapse.js';

const nextLapse = ({ groups }: EngineState): Copy | undefined => {
  let first: Copy | undefined;
  for (const group of groups.values()) {
    for (const area of ['live', 'dead'] as const) {
      const copy = group.nextLapse(area);
      if (copy && (first === undefined || copy.visibleAtMs < first.visibleAtMs)) first = copy;
    }
  }
  return first;
};

/** A message expires in all groups at once. */
const expire = (state: EngineState, row: Row): void => {
  const atMs = state.messages.expiresAtMs(row);
  for (const group of state.groups.values()) {
    const copy = group.at(row);
    if (copy !== undefined) endCopy(state, 'expired', copy, atMs);
  }
};

/** The instant of the next thing that time alone will do, and the thing. */
interface DueEvent {
  readonly atMs: EpochMs;
  readonly happen: () => void;
}

export const nextEvent = (state: EngineState): DueEvent | undefined => {
  const row = state.messages.nextExpiry;
  // All messages expire, so without an expiry nothing is left that could lapse.
  if (row === undefined) return undefined;
  const expiresAtMs = state.messages.expiresAtMs(row);
  const copy = nextLapse(state);
  // On a tie the expiry wins: a message whose lease was clamped to its expiry must not flash up as visible.
  if (copy === undefined || copy.visibleAtMs >= expiresAtMs) {
    return { atMs: expiresAtMs, happen: () => expire(state, row) };
  }
  const atMs = copy.visibleAtMs;
  return { atMs, happen: () => lapse(state, copy, atMs) };
};

/** Moves time on, never back, and applies what falls due up to and including the new time. */
export const advanceTo = (state: EngineState, nowMs: EpochMs): void => {
  state.nowMs = Math.max(state.nowMs, nowMs);
  for (let event = nextEvent(state); event && event.atMs <= state.nowMs; event = nextEvent(state))
    event.happen();
  state.purgedRefs.advanceTo(state.nowMs);
};
