import type { Decision } from '../contracts/decision.js';
import type { DelayPolicy } from '../contracts/policy.js';
import type { Stamp, StampConvention } from '../contracts/stamp.js';

/** The simplest wire convention: properties `id`, `key`, `due` in epoch milliseconds, `attempts`, `relays`, `type` and `dead`. */
export const plainStamps: StampConvention = {
  read: ({ properties }) => {
    const { id, key = id, due, attempts = '0', relays = '0', type, dead } = properties;
    if (due !== undefined && Number.isNaN(Number(due)))
      return { kind: 'malformed', reason: 'due is not a number' };
    if (id === undefined || key === undefined) return { kind: 'unstamped' };
    const stamp: Stamp = {
      id,
      key,
      attempts: Number(attempts),
      relays: Number(relays),
      ...(due !== undefined && { dueAtMs: Number(due) }),
      ...(type !== undefined && { type }),
      ...(dead !== undefined && { dead }),
    };
    return { kind: 'stamped', stamp };
  },
  seal: ({ content, properties }, { id, key, dueAtMs, attempts, relays, type, dead }) => ({
    content,
    properties: {
      ...properties,
      id,
      key,
      attempts: `${attempts}`,
      relays: `${relays}`,
      ...(dueAtMs !== undefined && { due: `${dueAtMs}` }),
      ...(type !== undefined && { type }),
      ...(dead !== undefined && { dead }),
    },
  }),
  count: ({ deliveryCount }, reading) => ({
    attempt: deliveryCount + (reading.kind === 'stamped' ? reading.stamp.attempts : 0),
    holds: 0,
    attemptsLeft: Number.POSITIVE_INFINITY,
  }),
};

/** Delivers what is due, waits for the last second, holds what is further away; a failure is tried again after 5 s. */
export const plainPolicy: DelayPolicy = ({ reading, nowMs, failure }): Decision => {
  if (failure) return { kind: 'hold', untilMs: nowMs + (failure.afterMs ?? 5_000), reason: 'failed' };
  if (reading.kind === 'malformed') return { kind: 'dead-letter', reason: reading.reason };
  const dueAtMs = reading.kind === 'stamped' ? (reading.stamp.dueAtMs ?? nowMs) : nowMs;
  if (dueAtMs <= nowMs) return { kind: 'deliver' };
  if (dueAtMs - nowMs <= 1_000) return { kind: 'wait', untilMs: dueAtMs };
  return { kind: 'hold', untilMs: dueAtMs, reason: 'not due' };
};
