import type { Clock, EpochMs, RandomSource } from '@snoozeq/core';
import type { QueueClock } from '../clock/contract.js';
import { PRIMARY_GROUP, createEngine, type EngineChange, type GroupId } from '@snoozeq/queue-engine';
import { EngineTimer } from './engine-timer.js';
import { engineModes } from '../limits/engine-modes.js';
import type { Limits } from '../limits/limits.js';
import type { Modes } from '../limits/modes.js';
import { LiveQueue } from './live-queue.js';
import { createOcid, ownerOfDeadLetters } from './ocid.js';
import { notFound } from '../http/oci-error.js';
import { pollDeadline } from './poll-deadline.js';
import type { QueueAddress } from './queue-address.js';
import { engineSettings, type QueueResource } from './queue-resource.js';

export interface QueueRegistryOptions {
  readonly clock: QueueClock;
  /** Clients wait in real time. */
  readonly realClock: Clock;
  readonly random: RandomSource;
  readonly limits: Limits;
  readonly modes: Modes;
  /** Told every change of state in a queue. */
  readonly observe: (queueId: string, changes: readonly EngineChange[]) => void;
}

/** What a caller may choose of a queue. */
export type QueueFields = Omit<
  QueueResource,
  'id' | 'timeCreatedMs' | 'timeUpdatedMs' | 'lifecycleState' | 'etag' | 'messagesEndpoint'
>;

interface Entry {
  resource: QueueResource;
  readonly live: LiveQueue;
}

/** All queues, and the one timer that lets time act on them. */
export class QueueRegistry {
  readonly #entries = new Map<string, Entry>();
  readonly #timer: EngineTimer;
  /** Where clients reach the data plane; known once the server listens. */
  messagesEndpoint = '';

  constructor(private readonly options: QueueRegistryOptions) {
    this.#timer = new EngineTimer(
      options.clock,
      () => this.nextEventAtMs(),
      () => this.catchUp(),
    );
  }

  /** Queue time in whole milliseconds, rounded down: a lease never looks longer to a client than it is. */
  nowMs(): EpochMs {
    return Math.floor(this.options.clock.now());
  }

  create(fields: QueueFields): QueueResource {
    const nowMs = this.nowMs();
    const resource: QueueResource = {
      ...fields,
      id: createOcid('queue', this.options.random),
      timeCreatedMs: nowMs,
      timeUpdatedMs: nowMs,
      lifecycleState: 'ACTIVE',
      messagesEndpoint: this.messagesEndpoint,
      etag: this.#newEtag(),
    };
    this.#entries.set(resource.id, { resource, live: this.#createLive(resource) });
    return resource;
  }

  /** Deleted queues stay readable. @throws OciError 404 */
  resource(id: string): QueueResource {
    return this.#entry(id).resource;
  }

  /** @throws OciError 404, also for a deleted queue */
  live(id: string): LiveQueue {
    return this.#activeEntry(id).live;
  }

  /** The resource of a queue that takes messages. @throws OciError 404, also for a deleted queue */
  activeResource(id: string): QueueResource {
    return this.#activeEntry(id).resource;
  }

  /**
   * Where a data-plane call goes. `id`: of a queue or, unless mode `dlqRead` is `off`, of its dead-letter queue.
   * Without a group, also with an empty one, it is the primary group's.
   * @throws OciError 404 for a queue or a group that does not exist, or no longer
   */
  address(id: string, consumerGroupId?: string): QueueAddress {
    const owner = this.options.modes.dlqRead === 'by-dlq-id' ? ownerOfDeadLetters(id) : undefined;
    const { resource, live } = this.#activeEntry(owner ?? id, id);
    const group = this.#group(consumerGroupId);
    return { queueId: resource.id, resource, live, group, area: owner === undefined ? 'live' : 'dead' };
  }

  list(): readonly QueueResource[] {
    return [...this.#entries.values()].map(({ resource }) => resource);
  }

  update(id: string, fields: Partial<QueueFields>): QueueResource {
    const entry = this.#activeEntry(id);
    entry.resource = { ...entry.resource, ...fields, timeUpdatedMs: this.nowMs(), etag: this.#newEtag() };
    entry.live.updateSettings(engineSettings(entry.resource));
    return entry.resource;
  }

  /** Its messages are gone at once and its polls end empty. */
  delete(id: string): QueueResource {
    const entry = this.#activeEntry(id);
    entry.resource = {
      ...entry.resource,
      lifecycleState: 'DELETED',
      timeUpdatedMs: this.nowMs(),
      etag: this.#newEtag(),
    };
    entry.live.close();
    this.#timer.arm();
    return entry.resource;
  }

  /** The earliest instant at which time alone changes a queue. */
  nextEventAtMs(): EpochMs | undefined {
    let earliest: EpochMs | undefined;
    for (const { resource, live } of this.#entries.values()) {
      const atMs = resource.lifecycleState === 'ACTIVE' ? live.nextEventAtMs() : undefined;
      if (atMs !== undefined && (earliest === undefined || atMs < earliest)) earliest = atMs;
    }
    return earliest;
  }

  /** Brings every queue up to now and answers polls. */
  catchUp(): void {
    for (const { resource, live } of this.#entries.values()) {
      if (resource.lifecycleState === 'ACTIVE') live.catchUp();
    }
  }

  /** Ends every poll, empty, and the timer. */
  close(): void {
    for (const { live } of this.#entries.values()) live.close();
    this.#timer.stop();
  }

  #createLive(resource: QueueResource): LiveQueue {
    const { clock, realClock, random, limits, modes, observe } = this.options;
    return new LiveQueue({
      engine: createEngine({ settings: { ...engineModes(modes), ...engineSettings(resource) }, random }),
      limits,
      nowMs: () => this.nowMs(),
      observe: (changes) => observe(resource.id, changes),
      rearm: () => this.#timer.arm(),
      pollDeadline: pollDeadline(clock, realClock),
    });
  }

  #entry(id: string, sentId = id): Entry {
    const entry = this.#entries.get(id);
    if (!entry) throw notFound(`Queue ${sentId}`);
    return entry;
  }

  /** `sentId`: as the caller named it, for the error. */
  #activeEntry(id: string, sentId = id): Entry {
    const entry = this.#entry(id, sentId);
    if (entry.resource.lifecycleState === 'DELETED') throw notFound(`Queue ${sentId}`);
    return entry;
  }

  #group(consumerGroupId: string | undefined): GroupId {
    if (consumerGroupId === undefined || consumerGroupId === '') return PRIMARY_GROUP;
    throw notFound(`Consumer group ${consumerGroupId}`);
  }

  #newEtag(): string {
    return Math.floor(this.options.random() * 2 ** 48).toString(16);
  }
}
