import type { Clock, RandomSource } from '@snoozeq/core';
import { QUEUE_CLOCK, QUEUE_INSPECTION, RANDOM, token, TRANSPORT } from '@snoozeq/core/di';
import { ContainerModule } from 'inversify';
import { createMemoryTransport, type MemoryQueueOptions } from '../memory-queue.js';
import type { MemoryTransport } from '../memory-transport.js';

export type MemoryTransportModuleOptions = Omit<MemoryQueueOptions, 'clock' | 'random'>;

/** One instance behind two ports, so that either can be replaced without the other. */
const MEMORY_TRANSPORT = token<MemoryTransport>('@snoozeq/transport-memory/MemoryTransport');

/** Binds `TRANSPORT` and `QUEUE_INSPECTION` to a queue in this process, on `QUEUE_CLOCK` and `RANDOM`. Unbinding closes it. */
export const memoryTransportModule = (options: MemoryTransportModuleOptions = {}): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(MEMORY_TRANSPORT)
      .toResolvedValue(
        (clock: Clock, random: RandomSource) => createMemoryTransport({ ...options, clock, random }),
        [QUEUE_CLOCK, RANDOM],
      )
      .inSingletonScope()
      .onDeactivation((transport) => transport.close());
    bind(TRANSPORT).toService(MEMORY_TRANSPORT);
    bind(QUEUE_INSPECTION).toService(MEMORY_TRANSPORT);
  });
