import type { Area, GroupId } from '@snoozeq/queue-engine';
import type { LiveQueue } from './live-queue.js';
import type { QueueResource } from './queue-resource.js';

/** What a data-plane call is about: a queue that takes calls, one of its groups, and one of its areas. */
export interface QueueAddress {
  /** Of the queue, also when the call named its dead-letter queue. */
  readonly queueId: string;
  readonly resource: QueueResource;
  readonly live: LiveQueue;
  readonly group: GroupId;
  readonly area: Area;
}
