import type { CopyState, EngineSnapshot, SnapshotMessage } from '../contracts/index.js';
import type { EngineState } from '../engine-state.js';
import { requireGroup } from '../engine-state.js';

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

export const restore = (state: EngineState, { lastSequence, nowMs, messages }: EngineSnapshot): void => {
  state.lastSequence = lastSequence;
  if (nowMs !== undefined) state.nowMs = nowMs;
  for (const { message, copies } of messages) {
    const row = state.messages.add(message, copies.length);
    for (const copy of copies) requireGroup(state, copy.group).restore(row, copy);
  }
};
