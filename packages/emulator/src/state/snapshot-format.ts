import type { CopyState, StoredMessage } from '@snoozeq/queue-engine';
import {
  RESOURCE_KINDS,
  type ResourceKind,
  type SavedResources,
  type SavedState,
} from '../store/contract.js';

export const SNAPSHOT_PRODUCT = 'snoozeq emulator';
/** Raised when an older emulator could not read what a newer one writes. */
export const SNAPSHOT_FORMAT = 1;

/** A snapshot is a text of JSON lines: the head, resources, then for each queue its messages, and an end that counts them. */
export type SnapshotLine =
  | {
      readonly kind: 'snapshot';
      readonly product: typeof SNAPSHOT_PRODUCT;
      readonly format: number;
      readonly nowMs: number;
    }
  | { readonly kind: 'resource'; readonly of: ResourceKind; readonly resource: SavedResources[ResourceKind] }
  | { readonly kind: 'messages'; readonly queueId: string; readonly lastSequence: number }
  /** Of the queue whose `messages` line came last. */
  | { readonly kind: 'message'; readonly message: StoredMessage; readonly copies: readonly CopyState[] }
  /** Lines before this one; a text without it is cut off. */
  | { readonly kind: 'end'; readonly lines: number };

export function* snapshotLines({ nowMs, resources, engine }: SavedState): Iterable<SnapshotLine> {
  let lines = 1;
  yield { kind: 'snapshot', product: SNAPSHOT_PRODUCT, format: SNAPSHOT_FORMAT, nowMs };
  for (const of of RESOURCE_KINDS) {
    for (const resource of resources[of]) {
      lines += 1;
      yield { kind: 'resource', of, resource };
    }
  }
  for (const { id: queueId } of resources.queue) {
    const { lastSequence, messages } = engine(queueId);
    lines += 1;
    yield { kind: 'messages', queueId, lastSequence };
    for (const message of messages) {
      lines += 1;
      yield { kind: 'message', ...message };
    }
  }
  yield { kind: 'end', lines };
}
