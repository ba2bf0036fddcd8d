import type { EpochMs } from '@snoozeq/core';
import type { EngineChange, EngineSnapshot } from '@snoozeq/queue-engine';
import type { ClockState } from '../clock/clock-state.js';
import type { ConsumerGroupResource } from '../queues/consumer-group-resource.js';
import type { QueueResource } from '../queues/queue-resource.js';
import type { WorkRequest } from '../work-requests/work-request.js';

/** Resources of the admin plane, each under its `id`. */
export interface SavedResources {
  readonly queue: QueueResource;
  readonly consumerGroup: ConsumerGroupResource;
  readonly workRequest: WorkRequest;
}

export type ResourceKind = keyof SavedResources;
export const RESOURCE_KINDS = [
  'queue',
  'consumerGroup',
  'workRequest',
] as const satisfies readonly ResourceKind[];

/** All that an emulator knows, as plain data. Iterables are lazy: to be read before anything else happens. */
export interface SavedState {
  /** Queue time never goes below it again. */
  readonly nowMs: EpochMs;
  /** In the order of their making. */
  readonly resources: { readonly [Kind in ResourceKind]: readonly SavedResources[Kind][] };
  /** The messages of a queue; empty for one that has none, or that is deleted. */
  readonly engine: (queueId: string) => EngineSnapshot;
}

export const RECEIPT_SECRET_BYTES = 32;

/** Where the state of an emulator is kept beyond its memory. What is told to it takes effect in the order of the telling. */
export interface EmulatorStore {
  /** What an earlier emulator left here; absent: nothing. To be read before the first change. */
  readonly restored?: SavedState;
  /** The clock of an earlier emulator, as it was last known. */
  readonly clock?: ClockState;
  /** Signs receipts, so that they stay good for as long as their messages; another one after `replaced`. */
  readonly receiptSecret: Buffer;
  /** Messages of a queue have changed. */
  changed(queueId: string, changes: readonly EngineChange[]): void;
  /** A queue that is DELETED takes its messages along. */
  saved<Kind extends ResourceKind>(kind: Kind, resource: SavedResources[Kind]): void;
  removed(kind: ResourceKind, id: string): void;
  /** The clock has moved, or runs in another way from now on. Its state is asked for whenever something is kept. */
  clockChanged(): void;
  /** Replaces all that was told before. */
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
