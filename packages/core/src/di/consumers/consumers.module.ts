import { ContainerModule } from 'inversify';
import { CONSUMER_DEFINITION } from '../tokens.js';
import { definitionOf, undecorated, type ConsumerSource } from './queue-consumer.js';

/**
 * Consumers of this container, for `consumerHost`: classes with `@QueueConsumer`, and what `queueConsumer` makes. Load as many of these
 * modules as you like.
 */
export const consumersModule = (...consumers: readonly ConsumerSource[]): ContainerModule =>
  new ContainerModule(({ bind }) => {
    for (const consumer of consumers) {
      const definition =
        typeof consumer === 'function' ? (definitionOf(consumer) ?? undecorated(consumer)) : consumer;
      bind(CONSUMER_DEFINITION).toConstantValue(definition);
    }
  });
