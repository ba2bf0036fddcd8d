import type { CopyState, EngineSnapshot, SnapshotMessage } from '../contracts/index.js';
import { requireGroup, type EngineState } from '../engine-state.js';
import { checkRestored, checkRestoredTime } from './check-restored.js';

function* messagesOf({ messages, groups }: EngineState): Generator<SnapshotMessage, void, undefined> {
  for (const row of messages.rows()) {
    const copies: CopyState[] = [];
    for (const group of groups.values()) {
      const copy = group.at(row);
      if (copy !== undefined) copies.push(copy.state);
    }
    yield { message: messages.read(row), copies };
  }
}

export const takeSnapshot = (state: EngineState): EngineSnapshot => ({
  lastSequence: state.lastSequence,
  ...(Number.isFinite(state.nowMs) && { nowMs: state.nowMs }),
  messages: { [Symbol.iterator]: () => messagesOf(state) },
});

/** Into an empty engine. @throws RangeError for what no engine can have written, and for an unknown group */
export const restore = (state: EngineState, snapshot: EngineSnapshot): void => {
  checkRestoredTime(snapshot);
  state.lastSequence = snapshot.lastSequence;
  state.nowMs = snapshot.nowMs ?? -Infinity;
  for (const each of snapshot.messages) {
    checkRestored(state, each);
    const row = state.messages.add(each.message, each.copies.length);
    for (const copy of each.copies) requireGroup(state, copy.group).restore(row, copy);
  }
};
