import { byteLength } from '../consumer/message-size.js';
import { READY_LANE } from '../consumer/replacement.js';
import type { Clock } from '../contracts/clock.js';
import type { Codec } from '../contracts/codec.js';
import type { OutgoingMessage } from '../contracts/message.js';
import type { Plan, Planner } from '../contracts/plan.js';
import type { DueTimeReader, DueTimes, SendOptions, SendResult } from '../contracts/producer.js';
import type { RandomSource } from '../contracts/random.js';
import type { Stamp, StampConvention } from '../contracts/stamp.js';
import type { EpochMs } from '../contracts/time.js';
import { QueueError } from '../errors.js';
import { mintId } from './message-id.js';

export interface PrepareParts<TBody> {
  readonly planner: Planner;
  readonly convention: StampConvention;
  readonly readDueTime: DueTimeReader;
  readonly codec: Codec<TBody>;
  readonly queueClock: Clock;
  readonly random: RandomSource;
}

/** Channel ids of OCI: 1 to 64 characters; their set is not stated, and the SDK does not encode them. */
const LANE = /^[A-Za-z0-9_-]{1,64}$/;

/** A message that was proved to fit, stamped and ready to be sent. */
export interface PreparedMessage {
  readonly kind: 'ready';
  readonly id: string;
  readonly key: string;
  readonly dueAtMs: EpochMs;
  readonly plan: Plan;
  readonly message: OutgoingMessage;
}

/** What stands in the way of a message, before anything was sent. */
export type Unsendable = Exclude<SendResult, { kind: 'sent' }>;

/** Mints an id, plans, and stamps. Nothing is sent, and one bad message throws nothing. */
export const prepareMessage = <TBody>(
  parts: PrepareParts<TBody>,
  body: TBody,
  options: SendOptions,
): PreparedMessage | Unsendable => {
  const { planner, convention, readDueTime, codec, queueClock, random } = parts;
  const id = mintId(random);
  const key = options.key ?? id;
  try {
    // Due times are whole milliseconds, rounded up; counted from a fraction, a delay would become a millisecond longer than asked.
    const nowMs = Math.ceil(queueClock.now());
    const times = readDueTime(options, nowMs);
    const { dueAtMs } = times;
    const stamp = { id, key, publishedAtMs: nowMs, attempts: 0, relays: 0, ...stampedOf(options, times) };
    const { lane = READY_LANE } = options;
    if (!LANE.test(lane)) throw unusable(lane);
    const message = { ...convention.seal({ content: codec.encode(body) }, stamp), lane };
    const request = { nowMs, dueAtMs, sizeBytes: byteLength(message) };
    const plan = planner.plan(options.lane === undefined ? request : { ...request, lane });
    if (plan.kind === 'refusal') return { kind: 'refused', id, key, refusal: plan };
    return { kind: 'ready', id, key, dueAtMs, plan, message: { ...message, lane: plan.lane } };
  } catch (error) {
    return { kind: 'failed', id, key, error: QueueError.from(error, 'malformed') };
  }
};

const stampedOf = (options: SendOptions, { dueAtMs, expiresAtMs }: DueTimes): Partial<Stamp> => {
  const { type, rev, traceparent } = options;
  // Undelayed messages carry no due time: a host whose clock runs fast would delay them.
  const isDelayed = options.in !== undefined || options.dueAt !== undefined;
  return {
    ...(isDelayed && { dueAtMs }),
    ...(expiresAtMs !== undefined && { expiresAtMs }),
    ...(type !== undefined && { type }),
    ...(rev !== undefined && { rev }),
    ...(traceparent !== undefined && { traceparent }),
  };
};

const unusable = (lane: string): QueueError =>
  new QueueError(
    'malformed',
    `lane ${JSON.stringify(lane.slice(0, 80))} is not 1 to 64 characters of A-Z a-z 0-9 _ -. Rename it.`,
  );
