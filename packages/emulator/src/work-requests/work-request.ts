import type { EpochMs } from '@snoozeq/core';
import type { Task } from './task.js';

/** An `opc-retry-token` with the hash of what it was sent with. */
export interface RetryToken {
  readonly token: string;
  readonly fingerprint: string;
}

export interface WorkRequestError {
  readonly code: string;
  readonly message: string;
}

/** One change of the admin plane that takes time. Plain data. */
export interface WorkRequest {
  readonly id: string;
  readonly task: Task;
  readonly compartmentId: string;
  /** Nothing is ever cancelled: the API has no operation for it. */
  readonly status: 'ACCEPTED' | 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  readonly acceptedAtMs: EpochMs;
  /** When it starts or has started. */
  readonly startsAtMs: EpochMs;
  /** When it finishes or has finished. */
  readonly finishesAtMs: EpochMs;
  /** Why it failed. */
  readonly error?: WorkRequestError;
  readonly retry?: RetryToken;
}

export const isFinished = ({ status }: WorkRequest): boolean => status === 'SUCCEEDED' || status === 'FAILED';
