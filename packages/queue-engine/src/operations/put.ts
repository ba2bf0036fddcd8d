import type { PutEntry, StoredMessage } from '../contracts/index.js';
import type { EngineState } from '../engine-state.js';
import type { GroupState } from '../group-state.js';

interface TakenEntry {
  readonly entry: PutEntry;
  readonly takers: readonly GroupState[];
}

const takersOf = (state: EngineState, entry: PutEntry): readonly GroupState[] =>
  [...state.groups.values()].filter(
    ({ settings }) => settings.isEnabled && (settings.accepts?.(entry) ?? true),
  );

const nextMessage = (state: EngineState, { content, channel, properties }: PutEntry): StoredMessage => {
  state.lastSequence += 1;
  return {
    sequence: state.lastSequence,
    content,
    ...(channel !== undefined && { channel }),
    ...(properties !== undefined && { properties }),
    createdAtMs: state.nowMs,
    expiresAtMs: state.nowMs + state.settings.retentionMs,
  };
};

const storeEntry = (state: EngineState, { entry, takers }: TakenEntry): StoredMessage => {
  const message = nextMessage(state, entry);
  const atMs = state.nowMs;
  if (takers.length === 0) {
    state.pending.push({ kind: 'dropped', atMs, message });
    return message;
  }
  const row = state.messages.add(message, takers.length);
  for (const group of takers) group.add(row, atMs);
  state.pending.push({ kind: 'stored', atMs, message, groups: takers.map(({ id }) => id) });
  return message;
};

/** Each group that takes a message gets a copy of its own state; the message itself is shared. */
export const putMessages = (state: EngineState, entries: readonly PutEntry[]): readonly StoredMessage[] =>
  // A filter is somebody else's code and may throw: ask all of them before anything is stored.
  entries
    .map((entry): TakenEntry => ({ entry, takers: takersOf(state, entry) }))
    .map((taken) => storeEntry(state, taken));
