import type { DurationMs } from '@snoozeq/core';
import type { FactConfidence } from '../facts/fact.js';
import type { Modes } from '../limits/modes.js';
import type { OperationType } from './task.js';

/** How long a work request stays in its two unfinished states. */
export interface WorkRequestTimes {
  readonly acceptedMs: DurationMs;
  readonly inProgressMs: DurationMs;
}

export type WorkRequestTimesByType = Readonly<Record<OperationType, WorkRequestTimes>>;

const times = (acceptedMs: DurationMs, inProgressMs: DurationMs, confidence: FactConfidence) => ({
  acceptedMs,
  inProgressMs,
  confidence,
});

/** The times of the service. */
export const REALISTIC_TIMES = {
  CREATE_QUEUE: times(59_400, 250, 'observed'),
  UPDATE_QUEUE: times(0, 6, 'observed'),
  // The sum is observed; its parts are assumed to be as in a create.
  DELETE_QUEUE: times(38_750, 250, 'observed'),
  MOVE_QUEUE: times(0, 6, 'assumed'),
  PURGE_QUEUE: times(0, 5_000, 'assumed'),
  CREATE_CONSUMER_GROUP: times(9_750, 250, 'assumed'),
  UPDATE_CONSUMER_GROUP: times(0, 6, 'assumed'),
  DELETE_CONSUMER_GROUP: times(9_750, 250, 'assumed'),
} as const satisfies Readonly<
  Record<OperationType, WorkRequestTimes & { readonly confidence: FactConfidence }>
>;

/** Every operation that hands out a work request. */
export const OPERATION_TYPES = Object.keys(REALISTIC_TIMES) as OperationType[];

const AT_ONCE: WorkRequestTimes = { acceptedMs: 0, inProgressMs: 0 };

/** Those of the mode, but for the operations that have their own. @throws RangeError for a time that is no duration */
export const workRequestTimes = (
  mode: Modes['workRequests'],
  own: Partial<WorkRequestTimesByType> = {},
): WorkRequestTimesByType => {
  const result: Record<OperationType, WorkRequestTimes> = { ...REALISTIC_TIMES };
  for (const type of OPERATION_TYPES) {
    if (mode === 'instant') result[type] = AT_ONCE;
    result[type] = checked(type, own[type] ?? result[type]);
  }
  return result;
};

const checked = (type: OperationType, { acceptedMs, inProgressMs }: WorkRequestTimes): WorkRequestTimes => {
  for (const [name, value] of Object.entries({ acceptedMs, inProgressMs })) {
    if (Number.isSafeInteger(value) && value >= 0) continue;
    throw new RangeError(`${name} of ${type} is ${value}. Use whole milliseconds, 0 or more.`);
  }
  return { acceptedMs, inProgressMs };
};
