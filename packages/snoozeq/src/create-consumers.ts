import { oneRun } from '@snoozeq/core';
import { consumerHost, consumersModule, type ConsumerSource } from '@snoozeq/core/di';
import type { QueueConsumer } from './create-consumer.js';
import { connect, queueContainer } from './di/queue-container.js';
import type { QueueOptions } from './di/queue-options.js';

export interface ConsumersOptions extends QueueOptions {
  /** Classes with `@QueueConsumer`, and what `queueConsumer` makes. Each reads lanes of its own. */
  readonly consumers: readonly ConsumerSource[];
}

/**
 * Several consumers of one queue in this process, each with settings of its own; they start and stop together. `run` rejects with
 * code `misconfigured` and every fault of every consumer, before anything is received.
 */
export const createConsumers = (options: ConsumersOptions): QueueConsumer => {
  const container = queueContainer(options, consumersModule(...options.consumers));
  const host = consumerHost(container);
  return oneRun(async (stop$) => {
    const stopping = stop$.subscribe(() => void host.stop());
    try {
      await connect(container, options);
      await host.run();
    } finally {
      stopping.unsubscribe();
      await container.unbindAllAsync();
    }
  }, 'These consumers');
};
