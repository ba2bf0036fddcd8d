import type { EngineSettings } from '@snoozeq/queue-engine';
import { isoTime } from '../messages/message-json.js';
import { capabilityDocument, type Capability } from './capabilities.js';
import type { LifecycleState } from './lifecycle.js';

export type Tags = Readonly<Record<string, unknown>>;

/** A queue as the admin API knows it. Durations in seconds, as the API has them. */
export interface QueueResource {
  readonly id: string;
  readonly displayName: string;
  readonly compartmentId: string;
  readonly timeCreatedMs: number;
  readonly timeUpdatedMs: number;
  readonly lifecycleState: LifecycleState;
  /** What is going on while the state alone does not tell. */
  readonly lifecycleDetails: string | null;
  readonly messagesEndpoint: string;
  readonly retentionInSeconds: number;
  readonly visibilityInSeconds: number;
  readonly timeoutInSeconds: number;
  readonly deadLetterQueueDeliveryCount: number;
  readonly customEncryptionKeyId: string | null;
  readonly channelConsumptionLimit: number;
  readonly capabilities: readonly Capability[];
  readonly freeformTags: Tags;
  readonly definedTags: Tags;
  /** New with every change, those of the state too. */
  readonly etag: string;
}

/** What a caller may choose of a queue. */
export type QueueFields = Omit<
  QueueResource,
  | 'id'
  | 'timeCreatedMs'
  | 'timeUpdatedMs'
  | 'lifecycleState'
  | 'lifecycleDetails'
  | 'messagesEndpoint'
  | 'etag'
>;

/** What a new queue must be told; the rest has defaults. An `id` is only for queues that are configured. */
export type NewQueue = Pick<QueueFields, 'displayName' | 'compartmentId'> &
  Partial<QueueFields> & { readonly id?: string };

/** What the service fills in for fields that a create leaves out (observed). */
export const QUEUE_DEFAULTS = {
  retentionInSeconds: 86_400,
  visibilityInSeconds: 30,
  timeoutInSeconds: 30,
  deadLetterQueueDeliveryCount: 0,
  customEncryptionKeyId: null,
  channelConsumptionLimit: 100,
  capabilities: [],
  freeformTags: {},
  definedTags: {},
} as const;

export const engineSettings = (queue: QueueResource): EngineSettings => ({
  retentionMs: queue.retentionInSeconds * 1_000,
  maxDeliveries: queue.deadLetterQueueDeliveryCount,
});

/** The fields of a list; nulls and the empty `systemTags` are written because the service writes them. */
export const queueSummary = (queue: QueueResource) => ({
  id: queue.id,
  displayName: queue.displayName,
  compartmentId: queue.compartmentId,
  timeCreated: isoTime(queue.timeCreatedMs),
  timeUpdated: isoTime(queue.timeUpdatedMs),
  lifecycleState: queue.lifecycleState,
  lifecycleDetails: queue.lifecycleDetails,
  messagesEndpoint: queue.messagesEndpoint,
  capabilities: queue.capabilities,
  freeformTags: queue.freeformTags,
  definedTags: queue.definedTags,
  systemTags: {},
});

export const queueDocument = (queue: QueueResource) => ({
  ...queueSummary(queue),
  retentionInSeconds: queue.retentionInSeconds,
  visibilityInSeconds: queue.visibilityInSeconds,
  timeoutInSeconds: queue.timeoutInSeconds,
  deadLetterQueueDeliveryCount: queue.deadLetterQueueDeliveryCount,
  customEncryptionKeyId: queue.customEncryptionKeyId,
  capabilities: queue.capabilities.map(capabilityDocument),
  channelConsumptionLimit: queue.channelConsumptionLimit,
});
