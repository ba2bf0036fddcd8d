import type { JournalEntry, JournalStep } from '../contracts/journal.js';
import type { Producer, SendResult } from '../contracts/producer.js';
import type { JournallingParts } from './journalling.js';

/** A producer that writes down what it published, what was refused and what failed. */
export const journalledProducer = <TBody>(
  producer: Producer<TBody>,
  { writer, queueClock, by }: Omit<JournallingParts, 'convention'>,
): Producer<TBody> => {
  const note = (result: SendResult): void => {
    const { id, key } = result;
    writer.add({ id, key, atMs: queueClock.now(), by, ...stepOf(result) } satisfies JournalEntry);
  };
  return {
    send: async (body, options) => {
      const result = await producer.send(body, options);
      note(result);
      return result;
    },
    sendAll: async (items) => {
      const results = await producer.sendAll(items);
      results.forEach(note);
      return results;
    },
  };
};

const stepOf = (result: SendResult): JournalStep => {
  switch (result.kind) {
    case 'sent': {
      const { lane, strategy, holds, deliveries } = result.plan;
      return { kind: 'published', dueAtMs: result.dueAtMs, lane, strategy, holds, deliveries };
    }
    case 'refused':
      return { kind: 'unsent', as: 'refused', reason: result.refusal.message };
    case 'failed':
      // The code only: the text of an encoder may quote the body.
      return { kind: 'unsent', as: 'failed', reason: result.error.code };
    default:
      return result satisfies never;
  }
};
