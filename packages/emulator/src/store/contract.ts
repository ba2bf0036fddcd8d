import type { EpochMs } from '@snoozeq/core';
import type { EngineChange, EngineSnapshot } from '@snoozeq/queue-engine';
import type { QueueResource } from '../queues/queue-resource.js';
import type { WorkRequestDetails } from '../work-requests/work-requests.js';

/** Resources of the admin plane besides queues, each with the `id` that it is saved under. */
export interface SavedResources {
  readonly workRequest: WorkRequestDetails;
}

export type ResourceKind = keyof SavedResources;
export const RESOURCE_KINDS = ['workRequest'] as const satisfies readonly ResourceKind[];

export interface SavedQueue {
  readonly resource: QueueResource;
  readonly engine: EngineSnapshot;
}

/** All that an emulator knows, as plain data. Iterables are lazy: to be read before anything else happens. */
export interface SavedState {
  /** Queue time never goes below it again. */
  readonly nowMs: EpochMs;
  readonly queues: readonly SavedQueue[];
  readonly resources: { readonly [Kind in ResourceKind]: readonly SavedResources[Kind][] };
}

export const RECEIPT_SECRET_BYTES = 32;

/** Where the state of an emulator is kept beyond its memory. What is told to it takes effect in the order of the telling. */
export interface EmulatorStore {
  /** What an earlier emulator left here; absent: nothing. To be read before the first change. */
  readonly restored?: SavedState;
  /** Signs receipts, so that they stay good for as long as their messages. */
  readonly receiptSecret: Buffer;
  /** Messages of a queue have changed. */
  changed(queueId: string, changes: readonly EngineChange[]): void;
  /** A deleted queue takes its messages along. */
  queueSaved(queue: QueueResource): void;
  saved<Kind extends ResourceKind>(kind: Kind, resource: SavedResources[Kind]): void;
  removed(kind: ResourceKind, id: string): void;
  /** Replaces all that was told before, except for the receipt secret. */
  replaced(state: SavedState): void;
  /**
   * Resolves when everything told so far will survive; undefined: it does already, or nothing ever will, as in memory. No reply may
   * leave before that. Rejects with a StoreError for good as soon as something could not be kept.
   */
  settled(): Promise<void> | undefined;
  /** Why nothing is kept any more. */
  readonly failure?: Error | undefined;
  close(): Promise<void>;
}
