import { sendPrepared, type Answered, type PreparedMessage, type SendParts } from '@snoozeq/core';

/** 20 full batches: enough for every connection, and little to wait for when the run is stopped. */
const CHUNK_SIZE = 400;

export interface PublishOptions<TMessage extends PreparedMessage> {
  readonly stop: AbortSignal;
  readonly onAnswer: (answered: Answered<TMessage>) => void;
}

/**
 * Step 2: publishes in full batches, neighbours in due time together, so that a batch that is hidden together comes back together.
 * Ends early after a stop, and after a chunk of which nothing was stored: each batch has been tried several times by then.
 */
export const publishList = async <TMessage extends PreparedMessage>(
  parts: SendParts,
  messages: readonly TMessage[],
  { stop, onAnswer }: PublishOptions<TMessage>,
): Promise<void> => {
  const ordered = messages.toSorted((one, other) => one.dueAtMs - other.dueAtMs);
  for (let start = 0; start < ordered.length && !stop.aborted; start += CHUNK_SIZE) {
    let stored = 0;
    await sendPrepared(parts, ordered.slice(start, start + CHUNK_SIZE)).forEach((answered) => {
      if (answered.result.kind === 'sent') stored += 1;
      onAnswer(answered);
    });
    if (stored === 0) return;
  }
};
