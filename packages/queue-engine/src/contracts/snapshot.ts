import type { CopyState, StoredMessage } from './message.js';
import type { EpochMs } from './settings.js';

export interface SnapshotMessage {
  readonly message: StoredMessage;
  /** One for each group that still has it; at least one. */
  readonly copies: readonly CopyState[];
}

/**
 * All that an engine remembers, as plain data, besides its settings, its groups and its random source. References of
 * purged messages are left out: they are stale after a restore.
 */
export interface EngineSnapshot {
  readonly lastSequence: number;
  /** The greatest time seen; absent when there was no operation yet. */
  readonly nowMs?: EpochMs;
  /** In no order that can be relied on. */
  readonly messages: Iterable<SnapshotMessage>;
}
