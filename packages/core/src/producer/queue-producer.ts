import { concatMap, from, lastValueFrom, mergeMap, toArray } from 'rxjs';
import { sleep } from '../clock/sleep.js';
import { serviceBackoffMs } from '../consumer/backoff.js';
import { byteLength } from '../consumer/message-size.js';
import { READY_LANE } from '../consumer/replacement.js';
import { sendApart } from '../consumer/send-apart.js';
import type { Clock } from '../contracts/clock.js';
import type { Codec } from '../contracts/codec.js';
import type { OutgoingMessage } from '../contracts/message.js';
import type { Plan, Planner } from '../contracts/plan.js';
import type { DueTimeReader, Producer, SendOptions, SendResult } from '../contracts/producer.js';
import type { RandomSource } from '../contracts/random.js';
import type { StampConvention } from '../contracts/stamp.js';
import type { QueueTransport, SendStatus } from '../contracts/transport.js';
import { QueueError } from '../errors.js';
import { inBatches } from './batches.js';
import { mintId } from './message-id.js';

export interface ProducerParts<TBody> {
  readonly transport: QueueTransport;
  readonly planner: Planner;
  readonly convention: StampConvention;
  readonly readDueTime: DueTimeReader;
  readonly codec: Codec<TBody>;
  readonly queueClock: Clock;
  readonly processClock: Clock;
  readonly random: RandomSource;
}

/** A message that has been planned and stamped, or what stands in its way. */
type Prepared =
  | {
      readonly kind: 'ready';
      readonly id: string;
      readonly key: string;
      readonly plan: Plan;
      readonly message: OutgoingMessage;
    }
  | Exclude<SendResult, { kind: 'sent' }>;
type Ready = Extract<Prepared, { kind: 'ready' }>;

/** Puts under way at once; more would only wait in the connection pool. */
const MAX_OPEN_SENDS = 4;
/** Tries of one batch. A lost reply is tried again under the same ids: a duplicate can be recognised, a loss cannot be undone. */
const MAX_TRIES = 4;

/** Plans, stamps and sends. Nothing is published that the planner cannot prove to fit. */
export const queueProducer = <TBody>(parts: ProducerParts<TBody>): Producer<TBody> => {
  const sendAll: Producer<TBody>['sendAll'] = async (items) => {
    const prepared = items.map((item) => prepare(parts, item.body, item));
    const { maxBatch: maxEntries, maxBatchBytes: maxBytes } = parts.transport.capabilities;
    const ready = prepared.filter((one) => one.kind === 'ready');
    const batches = inBatches(ready, ({ message }) => byteLength(message), { maxEntries, maxBytes });
    const results = new Map<Prepared, SendResult>();
    const sent$ = from(batches).pipe(
      mergeMap(async (batch) => ({ batch, statuses: await sendBatch(parts, batch) }), MAX_OPEN_SENDS),
      concatMap(({ batch, statuses }) =>
        batch.map((one, index) => results.set(one, resultOf(one, statuses[index]))),
      ),
      toArray(),
    );
    await lastValueFrom(sent$);
    return prepared.map((one) => results.get(one) ?? (one as SendResult));
  };
  return { sendAll, send: async (body, options) => (await sendAll([{ body, ...options }]))[0] as SendResult };
};

const prepare = <TBody>(parts: ProducerParts<TBody>, body: TBody, options: SendOptions): Prepared => {
  const { planner, convention, readDueTime, codec, queueClock, random } = parts;
  const id = mintId(random);
  const key = options.key ?? id;
  try {
    const nowMs = queueClock.now();
    const dueAtMs = readDueTime(options, nowMs);
    // Undelayed messages carry no due time: a host whose clock runs fast would delay them.
    const isDelayed = options.in !== undefined || options.dueAt !== undefined;
    const stamp = { id, key, publishedAtMs: nowMs, attempts: 0, relays: 0, ...(isDelayed && { dueAtMs }) };
    const message = { content: codec.encode(body), lane: READY_LANE, properties: convention.write(stamp) };
    const plan = planner.plan({ nowMs, dueAtMs, sizeBytes: byteLength(message) });
    if (plan.kind === 'refusal') return { kind: 'refused', id, key, refusal: plan };
    return { kind: 'ready', id, key, plan, message: { ...message, lane: plan.lane } };
  } catch (error) {
    return { kind: 'failed', id, key, error: QueueError.from(error, 'malformed') };
  }
};

const sendBatch = async <TBody>(
  parts: ProducerParts<TBody>,
  batch: readonly Ready[],
): Promise<readonly SendStatus[]> => {
  const { transport, processClock, random } = parts;
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

const resultOf = ({ id, key, plan }: Ready, status: SendStatus | undefined): SendResult => {
  if (status?.kind === 'stored') return { kind: 'sent', id, key, serviceId: status.id, plan };
  const error =
    status?.error ??
    new QueueError('unavailable', 'The service answered for fewer messages than it was sent.');
  return { kind: 'failed', id, key, error };
};
