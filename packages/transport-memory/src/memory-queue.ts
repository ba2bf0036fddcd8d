import type { Capabilities, Clock, RandomSource } from '@snoozeq/core';
import type { EngineChange, EngineSettings, EngineStats } from '@snoozeq/queue-engine';
import { OCI_CAPABILITIES } from './capabilities.js';
import { MemoryTransport } from './memory-transport.js';
import { QueueDesk } from './queue-desk.js';

export interface MemoryQueueOptions {
  /** The queue clock: leases, retention and long polls run on it. */
  readonly clock: Clock;
  /** Picks the lane of an unfiltered receive. */
  readonly random: RandomSource;
  /** Default: messages are kept for 7 days, and delivered without limit. */
  readonly settings?: Partial<EngineSettings>;
  /** Default: what OCI Queue can do (`OCI_CAPABILITIES`). */
  readonly limits?: Partial<Capabilities>;
  /** Told every change of the queue, in order; what time alone drives, at the next call. Must not call back, nor throw. */
  readonly observe?: (change: EngineChange) => void;
}

/** One queue in this process, for as many clients as you like. It is gone with the process. */
export interface MemoryQueue {
  /** Another client. Closing it does not touch the queue. */
  connect(): MemoryTransport;
  /** What the queue holds, exact; of one lane, or of all. Costs no delivery. */
  stats(lane?: string): EngineStats;
  /** Lanes that hold messages, hidden ones included; sorted. The unnamed channel is not among them. */
  lanes(): readonly string[];
}

/** OCI limit, documented: retention is at most 604 800 s. */
const LONGEST_RETENTION_MS = 604_800_000;

/** An empty queue. Connect several transports to it for competing consumers. */
export const createMemoryQueue = ({
  clock,
  random,
  settings,
  limits,
  observe,
}: MemoryQueueOptions): MemoryQueue => {
  const desk = new QueueDesk({
    clock,
    random,
    settings: { retentionMs: LONGEST_RETENTION_MS, maxDeliveries: 0, ...settings },
    capabilities: { ...OCI_CAPABILITIES, ...limits },
    observe,
  });
  return {
    connect: () => new MemoryTransport(desk),
    stats: (lane) => desk.stats(lane),
    lanes: () => desk.lanes(),
  };
};

/** A client of a queue of its own. */
export const createMemoryTransport = (options: MemoryQueueOptions): MemoryTransport =>
  createMemoryQueue(options).connect();
