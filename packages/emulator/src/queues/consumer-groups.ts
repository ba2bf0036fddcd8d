import type { EpochMs } from '@snoozeq/core';
import { PRIMARY_GROUP, type GroupId } from '@snoozeq/queue-engine';
import { incorrectState, notFound } from '../http/oci-error.js';
import {
  CONSUMER_GROUP_DEFAULTS,
  engineGroup,
  groupSettings,
  isGone,
  type ConsumerGroupFields,
  type ConsumerGroupResource,
} from './consumer-group-resource.js';
import type { LiveQueue } from './live-queue.js';
import { ResourceMap, type ResourceObserver } from './resource-map.js';

export interface ConsumerGroupsOptions {
  readonly nowMs: () => EpochMs;
  readonly newId: () => string;
  readonly newEtag: () => string;
  /** The messages of a queue that has not been deleted. */
  readonly live: (queueId: string) => LiveQueue | undefined;
  readonly changed?: ResourceObserver<ConsumerGroupResource> | undefined;
}

/** What a new consumer group must be told; the rest has defaults. */
export type NewConsumerGroup = Pick<ConsumerGroupResource, 'queueId' | 'isPrimary' | 'displayName'> &
  Partial<ConsumerGroupFields>;

/** The group that comes with the capability. */
export type NewPrimaryGroup = Omit<NewConsumerGroup, 'queueId' | 'isPrimary'>;

/** The consumer groups of all queues: what the admin plane knows of them, kept in step with what their queues do. */
export class ConsumerGroups {
  readonly resources: ResourceMap<ConsumerGroupResource>;

  constructor(private readonly options: ConsumerGroupsOptions) {
    this.resources = new ResourceMap({ isOver: isGone, observer: options.changed });
  }

  /** Deleted groups stay readable for a while. @throws OciError 404 */
  resource(id: string): ConsumerGroupResource {
    const group = this.resources.get(id);
    if (!group) throw notFound(`Consumer group ${id}`);
    return group;
  }

  /** Those that are there, in the order of their making. */
  ofQueue(queueId: string): readonly ConsumerGroupResource[] {
    return this.resources.list().filter((group) => group.queueId === queueId && !isGone(group));
  }

  /** Absent without the capability. */
  primaryOf(queueId: string): ConsumerGroupResource | undefined {
    return this.ofQueue(queueId).find(({ isPrimary }) => isPrimary);
  }

  /** The group that a data-plane call names, as the engine calls it. @throws OciError 404, or 409 while it takes no calls */
  address(queueId: string, id: string | undefined): GroupId {
    if (id === undefined || id === '') return PRIMARY_GROUP;
    const group = this.resources.get(id);
    if (group?.queueId !== queueId || isGone(group)) throw notFound(`Consumer group ${id}`);
    const { lifecycleState } = group;
    if (lifecycleState === 'CREATING' || lifecycleState === 'DELETING')
      throw incorrectState(`Consumer group ${id}`, lifecycleState);
    return engineGroup(group);
  }

  /** A new group, which gets no messages before it is ACTIVE. */
  create(fields: NewConsumerGroup): ConsumerGroupResource {
    const nowMs = this.options.nowMs();
    return this.resources.save({
      ...CONSUMER_GROUP_DEFAULTS,
      ...fields,
      id: this.options.newId(),
      timeCreatedMs: nowMs,
      timeUpdatedMs: nowMs,
      lifecycleState: 'CREATING',
      etag: this.options.newEtag(),
    });
  }

  /** Changes what the admin plane knows, and lets the queue follow when the group comes to rest. */
  change(id: string, changes: Partial<Omit<ConsumerGroupResource, 'id'>>): ConsumerGroupResource {
    const group = { ...this.resource(id), ...changes, etag: this.options.newEtag() };
    this.resources.save(group);
    const live = this.options.live(group.queueId);
    if (group.lifecycleState === 'DELETED') live?.removeGroup(engineGroup(group));
    else if (isResting(group)) live?.setGroup(engineGroup(group), groupSettings(group));
    return group;
  }
}

const isResting = ({ lifecycleState }: ConsumerGroupResource): boolean =>
  lifecycleState === 'ACTIVE' || lifecycleState === 'INACTIVE';
