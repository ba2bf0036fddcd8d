import { PRIMARY_GROUP, type GroupId, type GroupSettings } from '@snoozeq/queue-engine';
import { parseFilter } from '../filters/index.js';
import { isoTime } from '../messages/message-json.js';
import type { LifecycleState } from './lifecycle.js';
import type { Tags } from './queue-resource.js';

/** A consumer group as the admin API knows it. Plain data. */
export interface ConsumerGroupResource {
  readonly id: string;
  readonly queueId: string;
  /** Made with the capability, and the group of every call that names none. */
  readonly isPrimary: boolean;
  readonly displayName: string;
  readonly timeCreatedMs: number;
  readonly timeUpdatedMs: number;
  readonly lifecycleState: LifecycleState;
  /** Becomes the state ACTIVE or INACTIVE. */
  readonly isEnabled: boolean;
  /** Empty: takes every message. */
  readonly filter: string;
  /** null: that of the queue. */
  readonly deadLetterQueueDeliveryCount: number | null;
  readonly freeformTags: Tags;
  readonly definedTags: Tags;
  /** New with every change, those of the state too. */
  readonly etag: string;
}

/** What a caller may choose of a consumer group. */
export type ConsumerGroupFields = Pick<
  ConsumerGroupResource,
  'displayName' | 'isEnabled' | 'filter' | 'deadLetterQueueDeliveryCount' | 'freeformTags' | 'definedTags'
>;

/** Enabled, without a filter, with the deliveries of its queue. */
export const CONSUMER_GROUP_DEFAULTS = {
  isEnabled: true,
  filter: '',
  deadLetterQueueDeliveryCount: null,
  freeformTags: {},
  definedTags: {},
} as const satisfies Omit<ConsumerGroupFields, 'displayName'>;

/** The state of a group that nothing is being done to. */
export const restingState = ({ isEnabled }: Pick<ConsumerGroupResource, 'isEnabled'>): LifecycleState =>
  isEnabled ? 'ACTIVE' : 'INACTIVE';

/** Deleted, or never made. */
export const isGone = ({ lifecycleState }: ConsumerGroupResource): boolean =>
  lifecycleState === 'DELETED' || lifecycleState === 'FAILED';

/** What the engine calls it. */
export const engineGroup = ({ id, isPrimary }: ConsumerGroupResource): GroupId =>
  isPrimary ? PRIMARY_GROUP : id;

export const groupSettings = (group: ConsumerGroupResource): GroupSettings => {
  const accepts = parseFilter(group.filter);
  return {
    isEnabled: group.isEnabled,
    ...(group.filter.trim() !== '' && { accepts: ({ properties }) => accepts(properties) }),
    ...(group.deadLetterQueueDeliveryCount !== null && { maxDeliveries: group.deadLetterQueueDeliveryCount }),
  };
};

/** The groups that get messages of a queue, for its engine. */
export const engineGroups = (
  groups: readonly ConsumerGroupResource[],
  queueId: string,
): readonly (readonly [GroupId, GroupSettings])[] =>
  groups
    .filter((group) => group.queueId === queueId && group.lifecycleState !== 'CREATING' && !isGone(group))
    .map((group) => [engineGroup(group), groupSettings(group)]);

/** The fields of a list. */
export const consumerGroupSummary = (group: ConsumerGroupResource) => ({
  id: group.id,
  displayName: group.displayName,
  timeCreated: isoTime(group.timeCreatedMs),
  timeUpdated: isoTime(group.timeUpdatedMs),
  lifecycleState: group.lifecycleState,
  lifecycleDetails: null,
  filter: group.filter,
  queueId: group.queueId,
  freeformTags: group.freeformTags,
  definedTags: group.definedTags,
  systemTags: {},
});

export const consumerGroupDocument = (group: ConsumerGroupResource) => ({
  ...consumerGroupSummary(group),
  deadLetterQueueDeliveryCount: group.deadLetterQueueDeliveryCount,
});
