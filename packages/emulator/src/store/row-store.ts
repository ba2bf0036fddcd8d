import { randomBytes } from 'node:crypto';
import type { EpochMs } from '@snoozeq/core';
import type { EngineChange } from '@snoozeq/queue-engine';
import type { QueueResource } from '../queues/queue-resource.js';
import {
  RECEIPT_SECRET_BYTES,
  RESOURCE_KINDS,
  type EmulatorStore,
  type ResourceKind,
  type SavedResources,
  type SavedState,
} from './contract.js';
import { QueueRows } from './queue-rows.js';
import { NOW_KEY, QUEUE_KIND, StateReader } from './read-state.js';
import { CommitGroup } from './rows/commit-group.js';
import { contentRange, queueNumberKey, resourceKey, storeKey } from './rows/keys.js';
import type { RowFile, RowWriter } from './rows/row-file.js';
import { sealed, sealedJson } from './rows/sealed.js';

const SECRET_KEY = storeKey('receiptSecret');
const NUMBER_BYTES = 4;

export interface RowStoreOptions {
  readonly file: RowFile;
  readonly nowMs: () => EpochMs;
  /** Makes the error for what does not fit together on the disk. */
  readonly refuse: (what: string) => Error;
  /** A commit failed: asked once for the error that waiters are told. */
  readonly failed: (cause: unknown) => Error;
}

/** Keeps the state of an emulator in ordered rows: messages apart from their copies, so that a hide writes a few bytes. */
export class RowStore implements EmulatorStore {
  readonly restored?: SavedState;
  readonly receiptSecret: Buffer;
  readonly #commits: CommitGroup;
  readonly #queues = new Map<string, QueueRows>();
  #lastNumber = 0;

  constructor(private readonly options: RowStoreOptions) {
    const { file, nowMs, failed, refuse } = options;
    const closing = (rows: RowWriter): void => rows.write(NOW_KEY, sealedJson(NOW_KEY, nowMs()));
    this.#commits = new CommitGroup({ file, closing, failed });
    const reader = new StateReader(file, refuse);
    const numbers = reader.numbers();
    for (const [queueId, { queue, groups }] of numbers) {
      this.#queues.set(queueId, new QueueRows(queue, this.#commits, groups));
      this.#lastNumber = Math.max(this.#lastNumber, queue);
    }
    const restored = reader.state(numbers);
    if (restored) this.restored = restored;
    this.receiptSecret = reader.value(SECRET_KEY) ?? this.#newSecret();
  }

  changed(queueId: string, changes: readonly EngineChange[]): void {
    this.#rowsOf(queueId).apply(changes);
  }

  queueSaved(queue: QueueResource): void {
    this.#save(QUEUE_KIND, queue);
    if (queue.lifecycleState === 'DELETED') this.#rowsOf(queue.id).clear();
  }

  saved<Kind extends ResourceKind>(kind: Kind, resource: SavedResources[Kind]): void {
    this.#save(kind, resource);
  }

  removed(kind: ResourceKind, id: string): void {
    this.#commits.write(resourceKey(kind, id));
  }

  replaced({ queues, resources }: SavedState): void {
    this.#commits.commitWith((rows) => {
      rows.clear(contentRange);
      this.#queues.clear();
      for (const { resource, engine } of queues) {
        this.#save(QUEUE_KIND, resource, rows);
        this.#rowsOf(resource.id, rows).fill(engine, rows);
      }
      for (const kind of RESOURCE_KINDS) {
        for (const resource of resources[kind]) this.#save(kind, resource, rows);
      }
    });
  }

  get failure(): Error | undefined {
    return this.#commits.failure;
  }

  settled(): Promise<void> | undefined {
    return this.#commits.settled();
  }

  async close(): Promise<void> {
    this.#commits.flush();
    await this.options.file.close();
  }

  #save(kind: string, resource: { readonly id: string }, rows: RowWriter = this.#commits): void {
    const key = resourceKey(kind, resource.id);
    rows.write(key, sealedJson(key, resource));
  }

  #rowsOf(queueId: string, rows: RowWriter = this.#commits): QueueRows {
    const known = this.#queues.get(queueId);
    if (known) return known;
    this.#lastNumber += 1;
    const queue = new QueueRows(this.#lastNumber, this.#commits, new Map());
    this.#queues.set(queueId, queue);
    const key = queueNumberKey(queueId);
    const value = Buffer.alloc(NUMBER_BYTES);
    value.writeUInt32BE(this.#lastNumber);
    rows.write(key, sealed(key, value));
    return queue;
  }

  #newSecret(): Buffer {
    const secret = randomBytes(RECEIPT_SECRET_BYTES);
    this.#commits.write(SECRET_KEY, sealed(SECRET_KEY, secret));
    this.#commits.flush();
    return secret;
  }
}
