import type { Producer, SendResult } from '@snoozeq/core';
import type { Ready } from './plan-input.js';

/** A message and what became of it. */
export interface Published {
  readonly message: Ready;
  readonly result: SendResult;
}

/** 20 full batches: enough for every connection, and little to wait for when the run is stopped. */
export const CHUNK_SIZE = 400;

/**
 * Neighbours in due time travel in one batch, so a consumer that receives a batch hides all of it for the same time and gets it back
 * together: batches stay full on every hold, and a call carries 20 messages instead of a few. The order of the input is kept among
 * equal due times.
 */
export const inDueOrder = (messages: readonly Ready[]): readonly Ready[] =>
  messages.toSorted((one, other) => one.dueAtMs - other.dueAtMs);

/**
 * Publishes in due order and yields chunk by chunk. Ends early after a stop, and after a chunk of which nothing was stored: the
 * producer has tried several times by then, and the rest would fare no better.
 */
export async function* publish(
  messages: readonly Ready[],
  producer: Producer<unknown>,
  stop: AbortSignal,
): AsyncGenerator<readonly Published[]> {
  const ordered = inDueOrder(messages);
  for (let start = 0; start < ordered.length && !stop.aborted; start += CHUNK_SIZE) {
    const chunk = ordered.slice(start, start + CHUNK_SIZE);
    const results = await producer.sendAll(
      chunk.map(({ body, key, dueAtMs }) => ({ body, key, dueAt: dueAtMs })),
    );
    yield chunk.flatMap((message, index) => {
      const result = results[index];
      return result ? [{ message, result }] : [];
    });
    if (!results.some(({ kind }) => kind === 'sent')) return;
  }
}
