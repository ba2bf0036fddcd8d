import type { EpochMs, QueueSettings } from '@snoozeq/core';
import { MESSAGES_PER_CALL } from './batch-size.js';
import { plannedHolds } from './planned-holds.js';

/** Service calls by kind. Idle polls are apart. */
export interface CallFloor {
  readonly put: number;
  readonly get: number;
  readonly update: number;
  readonly delete: number;
  readonly total: number;
  /** 0 when there are no messages. */
  readonly perMessage: number;
}

/**
 * The fewest calls that the hold strategy can need for these due times, all published at once: puts and holds in full batches, and
 * at the end one get and one delete for each batch of messages that share their due instant. Due times in the past count as due
 * at publishing.
 */
export const callFloor = (
  dueAtsMs: readonly EpochMs[],
  publishedAtMs: EpochMs,
  { maxHideMs }: Pick<QueueSettings, 'maxHideMs'>,
): CallFloor => {
  const holds = dueAtsMs.reduce((sum, dueAtMs) => sum + plannedHolds(dueAtMs - publishedAtMs, maxHideMs), 0);
  const put = batches(dueAtsMs.length);
  const update = batches(holds);
  const finals = messagesAt(dueAtsMs.map((dueAtMs) => Math.max(dueAtMs, publishedAtMs)));
  const deletes = finals.reduce((sum, messages) => sum + batches(messages), 0);
  const get = update + deletes;
  const total = put + get + update + deletes;
  return {
    put,
    get,
    update,
    delete: deletes,
    total,
    perMessage: dueAtsMs.length === 0 ? 0 : total / dueAtsMs.length,
  };
};

const batches = (messages: number): number => Math.ceil(messages / MESSAGES_PER_CALL);

const messagesAt = (dueAtsMs: readonly EpochMs[]): readonly number[] => {
  const counts = new Map<EpochMs, number>();
  for (const dueAtMs of dueAtsMs) counts.set(dueAtMs, (counts.get(dueAtMs) ?? 0) + 1);
  return [...counts.values()];
};
