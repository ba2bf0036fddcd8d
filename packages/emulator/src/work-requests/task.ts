import type { QueueFields } from '../queues/queue-resource.js';

/** What a work request does when it finishes: plain data, so that it survives a restart. */
export type Task =
  | { readonly kind: 'CREATE_QUEUE'; readonly queueId: string }
  | { readonly kind: 'UPDATE_QUEUE'; readonly queueId: string; readonly fields: Partial<QueueFields> }
  | { readonly kind: 'DELETE_QUEUE'; readonly queueId: string }
  | { readonly kind: 'MOVE_QUEUE'; readonly queueId: string; readonly compartmentId: string };

export type OperationType = Task['kind'];
