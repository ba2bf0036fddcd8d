import type { EpochMs } from '../contracts/index.js';
import type { Copy } from '../copy.js';
import type { EngineState } from '../engine-state.js';
import type { Row } from '../storage/column.js';
import { endCopy } from './end-copy.js';
import { lapse } from './lapse.js';

const AREAS = ['live', 'dead'] as const;

const nextLapse = ({ groups }: EngineState): Copy | undefined => {
  let first: Copy | undefined;
  for (const group of groups.values()) {
    for (const area of AREAS) {
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

/** The instant of the next thing that time alone will do. */
export const nextEventAtMs = (state: EngineState): EpochMs | undefined => {
  const row = state.messages.nextExpiry;
  // All messages expire, so without an expiry nothing is left that could lapse.
  if (row === undefined) return undefined;
  const expiresAtMs = state.messages.expiresAtMs(row);
  const lapsesAtMs = nextLapse(state)?.visibleAtMs ?? expiresAtMs;
  return Math.min(expiresAtMs, lapsesAtMs);
};

/** Does the next thing that is due. On a tie the expiry wins: a message whose lease was clamped to it must not flash up as visible. */
const happen = (state: EngineState, atMs: EpochMs): void => {
  const row = state.messages.nextExpiry;
  if (row !== undefined && state.messages.expiresAtMs(row) <= atMs) return expire(state, row);
  const copy = nextLapse(state);
  if (copy !== undefined) lapse(state, copy, atMs);
};

/** Moves time on, never back, and applies what falls due up to and including the new time. */
export const advanceTo = (state: EngineState, nowMs: EpochMs): void => {
  state.nowMs = Math.max(state.nowMs, nowMs);
  for (
    let atMs = nextEventAtMs(state);
    atMs !== undefined && atMs <= state.nowMs;
    atMs = nextEventAtMs(state)
  ) {
    happen(state, atMs);
  }
  state.purgedRefs.advanceTo(state.nowMs);
};
