import { VirtualClock, type QueueSettings } from '@snoozeq/core';
import { seededRandom } from '@snoozeq/testing';
import { createMemoryQueue, type MemoryQueue } from '@snoozeq/transport-memory';
import type { QueueOptions } from '../index.js';

const HOUR_MS = 3_600_000;
const SETTINGS: QueueSettings = {
  retentionMs: 168 * HOUR_MS,
  maxDeliveries: 0,
  maxHideMs: 12 * HOUR_MS,
  maxMessageBytes: 262_144,
};

export interface VirtualQueue {
  readonly clock: VirtualClock;
  readonly queue: MemoryQueue;
  /** Options for another client of the queue. */
  client(): QueueOptions;
}

/** A queue in this process on a clock that stands still, with the settings that GetQueue would tell of it. */
export const aVirtualQueue = (changes: Partial<QueueSettings> = {}): VirtualQueue => {
  const settings = { ...SETTINGS, ...changes };
  const { retentionMs, maxDeliveries } = settings;
  const clock = new VirtualClock();
  const queue = createMemoryQueue({
    clock,
    random: seededRandom(1),
    settings: { retentionMs, maxDeliveries },
  });
  const client = () => ({ queue: 'in this process', clock, settings, transport: queue.connect() });
  return { clock, queue, client };
};
