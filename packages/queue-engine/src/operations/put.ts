import type { PutEntry, StoredMessage } from '../contracts.js';
import type { EngineState } from '../engine-state.js';

const storeEntry = (state: EngineState, { content, channel, properties }: PutEntry): StoredMessage => {
  state.lastSequence += 1;
  const message: StoredMessage = {
    sequence: state.lastSequence,
    content,
    ...(channel !== undefined && { channel }),
    ...(properties !== undefined && { properties }),
    createdAtMs: state.nowMs,
    expiresAtMs: state.nowMs + state.settings.retentionMs,
  };
  for (const group of state.groups.values()) group.add(message);
  state.pending.push({ kind: 'stored', atMs: state.nowMs, message });
  return message;
};

/** Each group gets a copy of its own state; the message itself is shared. */
export const putMessages = (state: EngineState, entries: readonly PutEntry[]): readonly StoredMessage[] =>
  entries.map((entry) => storeEntry(state, entry));
