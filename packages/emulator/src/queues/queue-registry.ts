import type { EpochMs } from '@snoozeq/core';
import type { EngineSnapshot } from '@snoozeq/queue-engine';
import { incorrectState, notFound } from '../http/oci-error.js';
import { engineGroups, restingState, type ConsumerGroupResource } from './consumer-group-resource.js';
import { ConsumerGroups, type NewPrimaryGroup } from './consumer-groups.js';
import type { LifecycleState } from './lifecycle.js';
import type { LiveQueue } from './live-queue.js';
import { LiveQueues, type LiveQueuesOptions } from './live-queues.js';
import { createOcid, ownerOfDeadLetters } from './ocid.js';
import type { QueueAddress } from './queue-address.js';
import {
  QUEUE_DEFAULTS,
  engineSettings,
  type NewQueue,
  type QueueFields,
  type QueueResource,
} from './queue-resource.js';
import { ResourceMap, type ResourceObserver } from './resource-map.js';

export interface QueueRegistryOptions extends LiveQueuesOptions {
  /** Told about the resources themselves, not about their messages. */
  readonly changed?: {
    readonly queues?: ResourceObserver<QueueResource>;
    readonly groups?: ResourceObserver<ConsumerGroupResource>;
  };
}

/** What `restore` puts back, as an observer was told it. */
export interface SavedQueues {
  readonly queue: readonly QueueResource[];
  readonly consumerGroup: readonly ConsumerGroupResource[];
}

/** An update is served while it runs, and so is a purge, which blocks no puts. */
const TAKING_CALLS: readonly LifecycleState[] = ['ACTIVE', 'UPDATING'];

/** All queues: what the admin plane knows of them, and where the data plane finds them. */
export class QueueRegistry {
  readonly resources: ResourceMap<QueueResource>;
  readonly groups: ConsumerGroups;
  readonly #lives: LiveQueues;
  #messagesEndpoint = '';

  constructor(private readonly options: QueueRegistryOptions) {
    this.#lives = new LiveQueues(options);
    this.resources = new ResourceMap({
      isOver: ({ lifecycleState }) => lifecycleState === 'DELETED',
      observer: options.changed?.queues,
    });
    this.groups = new ConsumerGroups({
      nowMs: () => this.nowMs(),
      newId: () => createOcid('queueconsumergroup', options.random),
      newEtag: () => this.#newEtag(),
      live: (queueId) => this.#lives.get(queueId),
      changed: options.changed?.groups,
    });
  }

  /** Where clients reach the data plane; known once the server listens, and not kept from an earlier start. */
  set messagesEndpoint(messagesEndpoint: string) {
    this.#messagesEndpoint = messagesEndpoint;
    this.resources.restore(this.resources.list().map((resource) => ({ ...resource, messagesEndpoint })));
  }

  /** Queue time in whole milliseconds, rounded down: a lease never looks longer to a client than it is. */
  nowMs(): EpochMs {
    return this.#lives.nowMs();
  }

  /**
   * Where a data-plane call goes. `id`: of a queue or, unless mode `dlqRead` is `off`, of its dead-letter queue.
   * Without a group, also with an empty one, it is the primary group's.
   * @throws OciError 404 for a queue or a group that does not exist, or no longer; 409 while the queue takes no calls
   */
  address(id: string, consumerGroupId?: string): QueueAddress {
    const owner = this.options.modes.dlqRead === 'by-dlq-id' ? ownerOfDeadLetters(id) : undefined;
    const { resource, live } = this.#takingCalls(owner ?? id, id);
    const group = this.groups.address(resource.id, consumerGroupId);
    return { queueId: resource.id, resource, live, group, area: owner === undefined ? 'live' : 'dead' };
  }

  /** As `address`, for the queue itself. */
  live(id: string): LiveQueue {
    return this.#takingCalls(id).live;
  }

  /** Whatever the state of the queue; absent: its messages are gone. */
  findLive(id: string): LiveQueue | undefined {
    return this.#lives.get(id);
  }

  /** Deleted queues stay readable for a while. @throws OciError 404 */
  resource(id: string): QueueResource {
    const resource = this.resources.get(id);
    if (!resource) throw notFound(`Queue ${id}`);
    return resource;
  }

  /** A new queue, which takes no calls before it is ACTIVE. `primaryGroup`: present when it is to have groups. */
  create(fields: NewQueue, primaryGroup?: NewPrimaryGroup): QueueResource {
    const nowMs = this.nowMs();
    const resource = this.resources.save({
      id: createOcid('queue', this.options.random),
      ...QUEUE_DEFAULTS,
      ...fields,
      timeCreatedMs: nowMs,
      timeUpdatedMs: nowMs,
      lifecycleState: 'CREATING',
      lifecycleDetails: null,
      messagesEndpoint: this.#messagesEndpoint,
      etag: this.#newEtag(),
    });
    this.#lives.open(resource);
    if (primaryGroup) this.groups.create({ ...primaryGroup, queueId: resource.id, isPrimary: true });
    return resource;
  }

  /** A new queue that takes calls at once, without a work request and outside the limit of queues. */
  createActive(fields: NewQueue, primaryGroup?: NewPrimaryGroup): QueueResource {
    return this.activate(this.create(fields, primaryGroup).id, this.nowMs());
  }

  /** Ends the making or a change of a queue; a primary group that was waiting for it begins. */
  activate(id: string, atMs: EpochMs, changes: Partial<QueueFields> = {}): QueueResource {
    const times = { timeUpdatedMs: atMs, lifecycleDetails: null };
    const resource = this.change(id, { ...changes, ...times, lifecycleState: 'ACTIVE' });
    const primary = this.groups.primaryOf(id);
    if (primary?.lifecycleState === 'CREATING') {
      this.groups.change(primary.id, { lifecycleState: restingState(primary), timeUpdatedMs: atMs });
    }
    return resource;
  }

  /** Changes what the admin plane knows, and what its messages obey. */
  change(id: string, changes: Partial<Omit<QueueResource, 'id'>>): QueueResource {
    const resource = this.resources.save({ ...this.resource(id), ...changes, etag: this.#newEtag() });
    this.#lives.get(id)?.updateSettings(engineSettings(resource));
    return resource;
  }

  /** Its messages are gone at once, its groups too, and its polls end empty; the resources stay. */
  delete(id: string, atMs = this.nowMs()): void {
    this.change(id, { lifecycleState: 'DELETED', timeUpdatedMs: atMs });
    this.#lives.drop(id);
    for (const group of this.groups.ofQueue(id)) {
      // The work request of a group that is being made has to find out for itself.
      if (group.lifecycleState === 'CREATING') continue;
      this.groups.change(group.id, { lifecycleState: 'DELETED', timeUpdatedMs: atMs });
    }
  }

  /** These take the place of all others. Nothing has changed when it throws. */
  restore(
    { queue: queues, consumerGroup: groups }: SavedQueues,
    engine: (queueId: string) => EngineSnapshot,
  ): void {
    const alive = queues.filter(({ lifecycleState }) => lifecycleState !== 'DELETED');
    this.#lives.restore(alive, (id) => ({ groups: engineGroups(groups, id), restored: engine(id) }));
    const messagesEndpoint = this.#messagesEndpoint;
    this.resources.restore(queues.map((queue) => ({ ...queue, messagesEndpoint })));
    this.groups.resources.restore(groups);
  }

  /** The messages of a queue; nothing for one that is deleted. To be read before the next operation. */
  snapshot(id: string): EngineSnapshot {
    return this.#lives.get(id)?.snapshot() ?? { lastSequence: 0, messages: [] };
  }

  /** The earliest instant at which time alone changes a queue. */
  nextEventAtMs(): EpochMs | undefined {
    return this.#lives.nextEventAtMs();
  }

  /** Brings every queue up to now and answers polls. */
  catchUp(): void {
    this.#lives.catchUp();
  }

  /** UTF-8 bytes of the contents in all queues. */
  get storedBytes(): number {
    return this.#lives.storedBytes;
  }

  /** Ends every poll, empty, and the timer. */
  close(): void {
    this.#lives.close();
  }

  /** `sentId`: as the caller named it, for the error. */
  #takingCalls(id: string, sentId = id): { resource: QueueResource; live: LiveQueue } {
    const [resource, live] = [this.resources.get(id), this.#lives.get(id)];
    if (!resource || !live) throw notFound(`Queue ${sentId}`);
    const { lifecycleState } = resource;
    if (!TAKING_CALLS.includes(lifecycleState)) throw incorrectState(`Queue ${sentId}`, lifecycleState);
    return { resource, live };
  }

  #newEtag(): string {
    return Math.floor(this.options.random() * 2 ** 48).toString(16);
  }
}
