import type { Clock, RandomSource } from '@snoozeq/core';
import { QUEUE_CLOCK, RANDOM, TRANSPORT } from '@snoozeq/core/di';
import { ContainerModule } from 'inversify';
import { createMemoryTransport, type MemoryQueueOptions } from '../memory-queue.js';

export type MemoryTransportModuleOptions = Omit<MemoryQueueOptions, 'clock' | 'random'>;

/** Binds `TRANSPORT` to a queue in this process, on `QUEUE_CLOCK` and `RANDOM`. Unbinding closes it. */
export const memoryTransportModule = (options: MemoryTransportModuleOptions = {}): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(TRANSPORT)
      .toResolvedValue(
        (clock: Clock, random: RandomSource) => createMemoryTransport({ ...options, clock, random }),
        [QUEUE_CLOCK, RANDOM],
      )
      .inSingletonScope()
      .onDeactivation((transport) => transport.close());
  });
