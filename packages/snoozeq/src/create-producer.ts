import type { Producer } from '@snoozeq/core';
import { PRODUCER } from '@snoozeq/core/di';
import { connect, queueContainer } from './di/queue-container.js';
import type { QueueOptions } from './di/queue-options.js';

export interface QueueProducer<TBody> extends Producer<TBody> {
  /** Ends open calls and frees connections. Later sends fail with code `closed`. */
  close(): Promise<void>;
}

/**
 * A producer of delayed messages. Resolves when the settings of the queue are known, because they decide what fits.
 *
 * @throws QueueError when the queue cannot be asked: `misconfigured`, `unauthorised`, `not-found`, `unavailable`, `timeout`; and
 * `misconfigured` when its settings leave no room for any delay, with the setting, the limit and the remedy
 */
export const createProducer = async <TBody = unknown>(
  options: QueueOptions,
): Promise<QueueProducer<TBody>> => {
  const container = queueContainer(options);
  try {
    await connect(container, options);
    const { send, sendAll } = container.get(PRODUCER);
    return { send, sendAll, close: () => container.unbindAllAsync() };
  } catch (error) {
    // A transport may be open by now, and would keep the process alive.
    await container.unbindAllAsync();
    throw error;
  }
};
