import type { ConsumerParts, Stamp, StampConvention } from '@snoozeq/core';
import type { Mutant } from './mutant.js';

const stamping =
  (change: (convention: StampConvention) => Partial<StampConvention>) =>
  (parts: ConsumerParts): ConsumerParts => {
    const { convention } = parts;
    const right: StampConvention = {
      read: (message, nowMs) => convention.read(message, nowMs),
      seal: (message, stamp) => convention.seal(message, stamp),
      count: (delivery, reading) => convention.count(delivery, reading),
    };
    return { ...parts, convention: { ...right, ...change(convention) } };
  };

/** Every successor with this mistake in its stamp. */
const ofSuccessors = (mistaken: (stamp: Stamp) => Stamp) =>
  stamping((convention) => ({
    seal: (message, stamp) => convention.seal(message, stamp.relays > 0 ? mistaken(stamp) : stamp),
  }));

const SHORT = { retentionMs: 86_400_000, maxDeliveries: 3 };
const HOUR_MS = 3_600_000;

export const stampMutants: readonly Mutant[] = [
  {
    name: 'a successor that is due too early',
    breaks: ['early'],
    options: {
      settings: SHORT,
      parts: ofSuccessors((stamp) => ({ ...stamp, dueAtMs: (stamp.dueAtMs ?? HOUR_MS) - HOUR_MS })),
    },
  },
  {
    name: 'a successor under another name',
    breaks: ['counters'],
    options: {
      settings: SHORT,
      parts: ofSuccessors((stamp) => ({ ...stamp, key: `${stamp.key}-${stamp.relays}` })),
    },
  },
  {
    name: 'deliveries counted as attempts',
    breaks: ['counters', 'given-up'],
    options: {
      parts: stamping((convention) => ({
        count: (delivery, reading) => ({
          ...convention.count(delivery, reading),
          attempt: delivery.deliveryCount,
        }),
      })),
    },
  },
];
