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

const storeEntry = (
  state: EngineState,
  { entry: { content, channel, properties }, takers }: TakenEntry,
): StoredMessage => {
  state.lastSequence += 1;
  const message: StoredMessage = {
    sequence: state.lastSequence,
    content,
    ...(channel !== undefined && { channel }),
    ...(properties !== undefined && { properties }),
    createdAtMs: state.nowMs,
    expiresAtMs: state.nowMs + state.settings.retentionMs,
  };
  for (const group of takers) group.add(message);
  state.pending.push(
    takers.length === 0
      ? { kind: 'dropped', atMs: state.nowMs, message }
      : { kind: 'stored', atMs: state.nowMs, message, groups: takers.map(({ id }) => id) },
  );
  return message;
};

/** Each group that takes a message gets a copy of its own state; the message itself is shared. */
export const putMessages = (state: EngineState, entries: readonly PutEntry[]): readonly StoredMessage[] =>
  // A filter is somebody else's code and may throw: ask all of them before anything is stored.
  entries
    .map((entry): TakenEntry => ({ entry, takers: takersOf(state, entry) }))
    .map((taken) => storeEntry(state, taken));
