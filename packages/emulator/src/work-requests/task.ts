import type { Area } from '@snoozeq/queue-engine';
import type { ConsumerGroupFields } from '../queues/consumer-group-resource.js';
import type { QueueFields } from '../queues/queue-resource.js';

interface OnQueue {
  readonly queueId: string;
}

interface OnGroup extends OnQueue {
  readonly consumerGroupId: string;
}

/** What a purge takes away. */
export interface Purge {
  readonly area: Area | 'both';
  /** Absent: all channels, and the queue itself. */
  readonly channels?: readonly string[];
  /** The OCID of a consumer group, or `all`; absent: the primary one. */
  readonly consumerGroupId?: string;
}

/** What a work request does when it finishes: plain data, so that it survives a restart. */
export type Task =
  | ({ readonly kind: 'CREATE_QUEUE' } & OnQueue)
  | ({ readonly kind: 'UPDATE_QUEUE'; readonly fields: Partial<QueueFields> } & OnQueue)
  | ({ readonly kind: 'DELETE_QUEUE' } & OnQueue)
  | ({ readonly kind: 'MOVE_QUEUE'; readonly compartmentId: string } & OnQueue)
  | ({ readonly kind: 'PURGE_QUEUE'; readonly purge: Purge } & OnQueue)
  | ({ readonly kind: 'CREATE_CONSUMER_GROUP' } & OnGroup)
  | ({ readonly kind: 'UPDATE_CONSUMER_GROUP'; readonly fields: Partial<ConsumerGroupFields> } & OnGroup)
  | ({ readonly kind: 'DELETE_CONSUMER_GROUP' } & OnGroup);

export type OperationType = Task['kind'];

export type GroupTask = Extract<Task, OnGroup>;
export type QueueTask = Exclude<Task, OnGroup>;

export const isGroupTask = (task: Task): task is GroupTask => task.kind.endsWith('_CONSUMER_GROUP');
