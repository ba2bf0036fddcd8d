import { concatMap, from, mergeMap, type Observable } from 'rxjs';
import { sleep } from '../clock/sleep.js';
import { serviceBackoffMs } from '../consumer/backoff.js';
import { byteLength } from '../consumer/message-size.js';
import { sendApart } from '../consumer/send-apart.js';
import type { Clock } from '../contracts/clock.js';
import type { SendResult } from '../contracts/producer.js';
import type { RandomSource } from '../contracts/random.js';
import type { QueueTransport, SendStatus } from '../contracts/transport.js';
import { QueueError } from '../errors.js';
import { inBatches } from './batches.js';
import type { PreparedMessage } from './prepare.js';

export interface SendParts {
  readonly transport: QueueTransport;
  readonly processClock: Clock;
  readonly random: RandomSource;
}

/** A message that was sent, or tried to be, and what the service said. */
export interface Answered<TMessage extends PreparedMessage = PreparedMessage> {
  readonly prepared: TMessage;
  readonly result: SendResult;
}

/** Puts under way at once; more would only wait in the connection pool. */
const MAX_OPEN_SENDS = 4;
/** Tries of one batch. A lost reply is tried again under the same ids: a duplicate can be recognised, a loss cannot be undone. */
const MAX_TRIES = 4;

/** Sends in full batches, several at once, and emits the answer for each message as it comes. Never errors. */
export const sendPrepared = <TMessage extends PreparedMessage>(
  parts: SendParts,
  messages: readonly TMessage[],
): Observable<Answered<TMessage>> => {
  const { maxBatch: maxEntries, maxBatchBytes: maxBytes } = parts.transport.capabilities;
  const batches = inBatches(messages, ({ message }) => byteLength(message), { maxEntries, maxBytes });
  return from(batches).pipe(
    mergeMap(async (batch) => ({ batch, statuses: await sendBatch(parts, batch) }), MAX_OPEN_SENDS),
    concatMap(({ batch, statuses }) =>
      batch.map((prepared, index) => ({ prepared, result: resultOf(prepared, statuses[index]) })),
    ),
  );
};

const sendBatch = async (
  { transport, processClock, random }: SendParts,
  batch: readonly PreparedMessage[],
): Promise<readonly SendStatus[]> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await sendApart(
        transport,
        batch.map(({ message }) => message),
      );
    } catch (thrown) {
      const error = QueueError.from(thrown);
      if (!error.isPassing || tries >= MAX_TRIES) return batch.map(() => ({ kind: 'failed', error }));
      await sleep(processClock, serviceBackoffMs(tries, error, random));
    }
  }
};

const resultOf = (
  { id, key, dueAtMs, plan }: PreparedMessage,
  status: SendStatus | undefined,
): SendResult => {
  if (status?.kind === 'stored') return { kind: 'sent', id, key, serviceId: status.id, dueAtMs, plan };
  const error =
    status?.error ??
    new QueueError('unavailable', 'The service answered for fewer messages than it was sent.');
  return { kind: 'failed', id, key, error };
};
