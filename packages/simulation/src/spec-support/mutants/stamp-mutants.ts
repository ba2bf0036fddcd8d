import type { ConsumerParts, StampConvention } from '@snoozeq/core';
import type { Mutant } from './mutant.js';

const stamping =
  (change: (convention: StampConvention) => Partial<StampConvention>) =>
  (parts: ConsumerParts): ConsumerParts => {
    const { convention } = parts;
    const right: StampConvention = {
      read: (message, nowMs) => convention.read(message, nowMs),
      write: (stamp) => convention.write(stamp),
      count: (delivery, reading) => convention.count(delivery, reading),
    };
    return { ...parts, convention: { ...right, ...change(convention) } };
  };

export const stampMutants: readonly Mutant[] = [
  {
    name: 'a successor that is due too early',
    breaks: ['early'],
    options: {
      settings: { retentionMs: 86_400_000, maxDeliveries: 3 },
      parts: stamping(({ write }) => ({
        write: ({ dueAtMs = 0, ...stamp }) =>
          write({ ...stamp, dueAtMs: stamp.relays > 0 ? dueAtMs - 3_600_000 : dueAtMs }),
      })),
    },
  },
  {
    name: 'a successor under another name',
    breaks: ['counters'],
    options: {
      settings: { retentionMs: 86_400_000, maxDeliveries: 3 },
      parts: stamping(({ write }) => ({
        write: (stamp) => write(stamp.relays > 0 ? { ...stamp, key: `${stamp.key}-${stamp.relays}` } : stamp),
      })),
    },
  },
  {
    name: 'deliveries counted as attempts',
    breaks: ['counters', 'given-up'],
    options: {
      parts: stamping(({ count }) => ({
        count: (delivery, reading) => ({ ...count(delivery, reading), attempt: delivery.deliveryCount }),
      })),
    },
  },
];
