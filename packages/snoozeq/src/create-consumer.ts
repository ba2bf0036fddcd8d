import { admit, consume, fenced, handle, QueueError, settle } from '@snoozeq/core';
import { CODEC, CONSUMER, FENCE, HANDLER } from '@snoozeq/core/di';
import { lastValueFrom, pipe, ReplaySubject, type Observable } from 'rxjs';
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
  const stop$ = new ReplaySubject<void>(1);
  let running: Promise<void> | undefined;
  const work = async (): Promise<void> => {
    try {
      await connect(container, options);
      await drained(container, stop$);
    } finally {
      await container.unbindAllAsync();
    }
  };
  return {
    run: () => {
      if (running) return Promise.reject(ranAlready());
      running = work();
      return running;
    },
    stop: async () => {
      stop$.next();
      await running?.catch(() => undefined);
    },
  };
};

type Container = ReturnType<typeof queueContainer>;

const drained = async (container: Container, stop$: Observable<void>): Promise<void> => {
  const consumer = container.get(CONSUMER);
  const handling = handle(consumer, container.get(HANDLER), container.get(CODEC));
  const fence = container.get(FENCE, { optional: true });
  const guarded = fence ? fenced(consumer, fence)(handling) : handling;
  const pipeline = pipe(admit(consumer), guarded, settle(consumer));
  await lastValueFrom(consume(consumer, pipeline, { stop$ }), { defaultValue: undefined });
};

const ranAlready = (): QueueError =>
  new QueueError('closed', 'This consumer was started before. Create another one to start again.');
