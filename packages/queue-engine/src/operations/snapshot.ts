import type { EngineSnapshot, SnapshotMessage } from '../contracts/index.js';
import type { EngineState } from '../engine-state.js';
import { requireGroup } from '../engine-state.js';

function* messagesOf({ groups }: EngineState): Generator<SnapshotMessage, void, undefined> {
  const told = new Set<number>();
  for (const group of groups.values()) {
    for (const { message } of group.records()) {
      if (told.has(message.sequence)) continue;
      told.add(message.sequence);
      const copies = [...groups.values()].flatMap(
        (each) => each.find(message.sequence)?.stateIn(each.id) ?? [],
      );
      yield { message, copies };
    }
  }
}

export const takeSnapshot = (state: EngineState): EngineSnapshot => ({
  lastSequence: state.lastSequence,
  ...(Number.isFinite(state.nowMs) && { nowMs: state.nowMs }),
  messages: messagesOf(state),
});

export const restore = (state: EngineState, { lastSequence, nowMs, messages }: EngineSnapshot): void => {
  state.lastSequence = lastSequence;
  if (nowMs !== undefined) state.nowMs = nowMs;
  for (const { message, copies } of messages) {
    for (const copy of copies) requireGroup(state, copy.group).add(message, copy);
  }
};
