import { randomBytes } from 'node:crypto';
import type { EngineChange } from '@snoozeq/queue-engine';
import type { ClockState } from '../clock/clock-state.js';
import {
  RECEIPT_SECRET_BYTES,
  RESOURCE_KINDS,
  type EmulatorStore,
  type ResourceKind,
  type SavedResources,
  type SavedState,
} from './contract.js';
import { QueueRows } from './queue-rows.js';
import { CLOCK_KEY, StateReader, type ResourceRow } from './read-state.js';
import { CommitGroup } from './rows/commit-group.js';
import { contentRange, queueNumberKey, resourceKey, storeKey } from './rows/keys.js';
import type { RowFile, RowWriter } from './rows/row-file.js';
import { sealed, sealedJson } from './rows/sealed.js';

const SECRET_KEY = storeKey('receiptSecret');
const NUMBER_BYTES = 4;

export interface RowStoreOptions {
  readonly file: RowFile;
  readonly clock: () => ClockState;
  /** Makes the error for what does not fit together on the disk. */
  readonly refuse: (what: string) => Error;
  /** A commit failed: asked once for the error that waiters are told. */
  readonly failed: (cause: unknown) => Error;
}

/** Keeps the state of an emulator in ordered rows: messages apart from their copies, so that a hide writes a few bytes. */
export class RowStore implements EmulatorStore {
  readonly restored?: SavedState;
  readonly clock?: ClockState;
  receiptSecret: Buffer;
  readonly #commits: CommitGroup;
  readonly #queues = new Map<string, QueueRows>();
  /** Place of each resource in the order of its kind, by id. */
  readonly #orders = new Map<string, number>();
  /** What time still does to the messages of a deleted queue is of no interest. */
  readonly #deleted = new Set<string>();
  #lastNumber = 0;
  #lastOrder = 0;

  constructor(private readonly options: RowStoreOptions) {
    const { file, clock, failed, refuse } = options;
    const closing = () => ({ key: CLOCK_KEY, value: sealedJson(CLOCK_KEY, clock()) });
    this.#commits = new CommitGroup({ file, closing, failed });
    const reader = new StateReader(file, refuse);
    const numbers = reader.numbers();
    for (const [queueId, { queue, groups }] of numbers) {
      this.#queues.set(queueId, new QueueRows(queue, this.#commits, groups));
      this.#lastNumber = Math.max(this.#lastNumber, queue);
    }
    for (const { order, resource } of RESOURCE_KINDS.flatMap((kind) => reader.resources(kind))) {
      this.#orders.set(resource.id, order);
      this.#lastOrder = Math.max(this.#lastOrder, order);
    }
    const [restored, kept] = [reader.state(numbers), reader.clock()];
    if (restored) this.restored = restored;
    for (const queue of restored?.resources.queue ?? []) if (isDeleted(queue)) this.#deleted.add(queue.id);
    if (kept) this.clock = kept;
    this.receiptSecret = reader.value(SECRET_KEY) ?? this.#newSecret(this.#commits);
  }

  get failure(): Error | undefined {
    return this.#commits.failure;
  }

  changed(queueId: string, changes: readonly EngineChange[]): void {
    if (!this.#deleted.has(queueId)) this.#rowsOf(queueId).apply(changes);
  }

  saved<Kind extends ResourceKind>(kind: Kind, resource: SavedResources[Kind]): void {
    this.#save(kind, resource);
    if (kind === 'queue' && isDeleted(resource)) this.#forget(resource.id);
  }

  removed(kind: ResourceKind, id: string): void {
    this.#commits.write(resourceKey(kind, id));
    this.#orders.delete(id);
    this.#deleted.delete(id);
  }

  clockChanged(): void {
    this.#commits.touch();
  }

  replaced({ resources, engine }: SavedState): void {
    this.#commits.commitNow((rows) => {
      rows.clear(contentRange);
      for (const memory of [this.#queues, this.#orders, this.#deleted]) memory.clear();
      for (const kind of RESOURCE_KINDS) {
        for (const resource of resources[kind]) this.#save(kind, resource, rows);
      }
      for (const queue of resources.queue) {
        if (isDeleted(queue)) this.#deleted.add(queue.id);
        else this.#rowsOf(queue.id, rows).fill(engine(queue.id), rows);
      }
      this.receiptSecret = this.#newSecret(rows);
    });
  }

  settled(): Promise<void> | undefined {
    return this.#commits.settled();
  }

  async close(): Promise<void> {
    // A failure was told already; what there is to close is closed all the same.
    await this.#commits.settled()?.catch(() => undefined);
    await this.options.file.close();
  }

  #save(kind: ResourceKind, resource: SavedResources[ResourceKind], rows: RowWriter = this.#commits): void {
    const order = this.#orders.get(resource.id) ?? (this.#lastOrder += 1);
    this.#orders.set(resource.id, order);
    const key = resourceKey(kind, resource.id);
    const row: ResourceRow = { order, resource };
    rows.write(key, sealedJson(key, row));
  }

  /** All of a queue but its resource, which can still be read. */
  #forget(queueId: string): void {
    this.#deleted.add(queueId);
    this.#queues.get(queueId)?.clear();
    this.#queues.delete(queueId);
    this.#commits.write(queueNumberKey(queueId));
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

  #newSecret(rows: RowWriter): Buffer {
    const secret = randomBytes(RECEIPT_SECRET_BYTES);
    rows.write(SECRET_KEY, sealed(SECRET_KEY, secret));
    return secret;
  }
}

const isDeleted = (resource: SavedResources[ResourceKind]): boolean =>
  'lifecycleState' in resource && resource.lifecycleState === 'DELETED';
