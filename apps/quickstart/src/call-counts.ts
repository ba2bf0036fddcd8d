import type { LogRecord } from './records.js';

/** Answered calls of one queue. `get` brought messages, `emptyGet` none; `push` is what STOMP brought at one time. */
export interface CallCounts {
  readonly put: number;
  readonly get: number;
  readonly emptyGet: number;
  readonly push: number;
  readonly update: number;
  readonly delete: number;
  readonly other: number;
}

export interface QueueFigures {
  readonly calls: CallCounts;
  /** Applied updates that hid a message. */
  readonly holds: number;
  readonly maxDeliveries: number;
  /** Messages that left unhandled. */
  readonly expired: number;
  readonly deadLettered: number;
}

const KINDS: Readonly<Record<string, keyof CallCounts>> = {
  PutMessages: 'put',
  GetMessages: 'get',
  'STOMP MESSAGE': 'push',
  UpdateMessage: 'update',
  UpdateMessages: 'update',
  DeleteMessage: 'delete',
  DeleteMessages: 'delete',
};

export const NO_FIGURES: QueueFigures = {
  calls: { put: 0, get: 0, emptyGet: 0, push: 0, update: 0, delete: 0, other: 0 },
  holds: 0,
  maxDeliveries: 0,
  expired: 0,
  deadLettered: 0,
};

/** Adds lines of the emulator's log to figures. The emulator's own inspection is no call of the service. */
export const countCalls = (figures: QueueFigures, log: readonly LogRecord[], queueId: string): QueueFigures =>
  log.filter((record) => record.queueId === queueId && record.op !== 'Inspect').reduce(countOne, figures);

const countOne = (figures: QueueFigures, record: LogRecord): QueueFigures => {
  if (record.event === 'expired') return { ...figures, expired: figures.expired + 1 };
  if (record.event === 'dead-lettered') return { ...figures, deadLettered: figures.deadLettered + 1 };
  const kind = kindOf(record);
  return {
    ...figures,
    calls: { ...figures.calls, [kind]: figures.calls[kind] + 1 },
    holds: figures.holds + (record.hides ?? 0),
    maxDeliveries: Math.max(figures.maxDeliveries, record.maxDeliveryCount ?? 0),
  };
};

const kindOf = ({ op = '', messages = 0 }: LogRecord): keyof CallCounts => {
  const kind = KINDS[op] ?? 'other';
  return kind === 'get' && messages === 0 ? 'emptyGet' : kind;
};

/**
 * What the service bills of the work itself: empty gets depend on how long one waits, and are told apart. How it bills STOMP is not
 * known; what is pushed at one time counts as the get that would have brought it.
 */
export const paidCalls = ({ put, get, push, update, delete: deletes, other }: CallCounts): number =>
  put + get + push + update + deletes + other;
