import { consume, fenced, handle, oneRun, pipeline, type Middleware } from '@snoozeq/core';
import { CODEC, CONSUMER, FENCE, HANDLER } from '@snoozeq/core/di';
import { lastValueFrom, type Observable } from 'rxjs';
import { consumerModule, type ConsumerSettings } from './di/consumer-module.js';
import { connect, queueContainer } from './di/queue-container.js';
import type { QueueOptions } from './di/queue-options.js';

export type ConsumerOptions<TBody> = QueueOptions & ConsumerSettings<TBody>;

export interface QueueConsumer {
  /**
   * Connects and handles messages until `stop`; resolves when everything in hand is settled and the connections are closed. Call
   * it once. Rejects with a `QueueError` when it cannot start, or when the service refuses it for good; a failure that may pass
   * is tried again and reported as an event.
   */
  run(): Promise<void>;
  /** Receives no more, finishes what is in hand, and resolves when `run` has ended. Never rejects: `run` tells how it ended. */
  stop(): Promise<void>;
}

/**
 * A consumer of delayed messages; nothing is handled before its due time.
 *
 * @throws QueueError `misconfigured` for a setting that is out of range
 */
export const createConsumer = <TBody = unknown>(options: ConsumerOptions<TBody>): QueueConsumer => {
  const container = queueContainer(options, consumerModule(options));
  return oneRun(async (stop$) => {
    try {
      await connect(container, options);
      await drained(container, stop$);
    } finally {
      await container.unbindAllAsync();
    }
  }, 'This consumer');
};

type Container = ReturnType<typeof queueContainer>;

const drained = async (container: Container, stop$: Observable<void>): Promise<void> => {
  const consumer = container.get(CONSUMER);
  const handling = handle(consumer, container.get(HANDLER), container.get(CODEC));
  const fence = container.get(FENCE, { optional: true });
  const around: readonly Middleware[] = fence ? [(one) => fenced(one, fence)] : [];
  const way = pipeline(consumer, handling, ...around);
  await lastValueFrom(consume(consumer, way, { stop$ }), { defaultValue: undefined });
};
