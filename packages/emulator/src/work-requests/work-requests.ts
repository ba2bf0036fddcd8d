import type { EpochMs } from '@snoozeq/core';
import { isoTime } from '../messages/message-json.js';

export type OperationType = 'CREATE_QUEUE' | 'UPDATE_QUEUE' | 'DELETE_QUEUE';

const ACTIONS = {
  CREATE_QUEUE: 'CREATED',
  UPDATE_QUEUE: 'UPDATED',
  DELETE_QUEUE: 'DELETED',
} as const satisfies Record<OperationType, string>;

export interface WorkRequestDetails {
  readonly id: string;
  readonly operationType: OperationType;
  readonly queueId: string;
  readonly compartmentId: string;
  readonly atMs: EpochMs;
}

/** A work request as the API shows it. Those of the emulator have always succeeded already. */
export const workRequestDocument = ({
  id,
  operationType,
  queueId,
  compartmentId,
  atMs,
}: WorkRequestDetails) => ({
  operationType,
  status: 'SUCCEEDED',
  id,
  compartmentId,
  resources: [
    {
      entityType: 'queue',
      actionType: ACTIONS[operationType],
      identifier: queueId,
      entityUri: `/queues/${queueId}`,
    },
  ],
  percentComplete: 100,
  timeAccepted: isoTime(atMs),
  timeStarted: isoTime(atMs),
  timeFinished: isoTime(atMs),
});
