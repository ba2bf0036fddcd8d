import { FACTS, type FactId } from '../facts/facts.js';
import type { FactConfidence } from '../facts/fact.js';

/** One limit of OCI Queue, with where it comes from. */
export interface Limit {
  readonly min: number;
  /** Infinity: no limit. */
  readonly max: number;
  readonly unit: string;
  /** For error texts. */
  readonly source: string;
  readonly confidence: FactConfidence;
  readonly fact: FactId;
}

const limit = (range: readonly [number, number], unit: string, fact: FactId, source: string): Limit => ({
  min: range[0],
  max: range[1],
  unit,
  source,
  confidence: FACTS[fact].confidence,
  fact,
});

const KB = 1_024;
/** Where documentation says MB or GB, the smaller reading is taken. */
const MB = 1_000_000;
const GB = 1_000 * MB;

/** Every limit that the emulator enforces. */
export const OCI_LIMITS = {
  batch: limit(
    [1, 20],
    'entries',
    'F1.put-batch',
    'OCI Queue: a put, update or delete takes 1 to 20 entries',
  ),
  requestBytes: limit([0, 512 * KB], 'bytes', 'F1.put-size', 'OCI Queue: a put request holds at most 512 KB'),
  messageBytes: limit(
    [0, 256 * KB],
    'bytes',
    'F1.message-size',
    'OCI Queue: a message holds at most 256 KB (older pages: 128 KB)',
  ),
  largeMessageBytes: limit(
    [0, 512 * KB],
    'bytes',
    'F1.large-message-size',
    'OCI Queue: with LARGE_MESSAGES a message holds at most 512 KB',
  ),
  responseBytes: limit([0, 2 * MB], 'bytes', 'F1.get-size', 'OCI Queue: a get returns at most 2 MB'),
  getLimit: limit([1, 20], 'messages', 'F1.get-batch', 'OCI Queue: a get returns 1 to 20 messages'),
  visibility: limit(
    [0, 43_200],
    's',
    'F1.visibility',
    'OCI Queue: the visibility of a message is 0 to 12 hours',
  ),
  queueVisibility: limit(
    [1, 43_200],
    's',
    'F1.queue-visibility',
    'OCI Queue: the visibility of a queue is 1 second to 12 hours',
  ),
  polling: limit([0, 30], 's', 'F1.polling', 'OCI Queue: a get waits 0 to 30 seconds'),
  retention: limit([10, 604_800], 's', 'F1.retention', 'OCI Queue: a message is kept 10 seconds to 7 days'),
  deliveries: limit(
    [0, 20],
    'deliveries',
    'F1.deliveries',
    'OCI Queue: 1 to 20 deliveries before the dead-letter queue, 0 is off',
  ),
  inFlight: limit(
    [0, 100_000],
    'messages',
    'F1.in-flight',
    'OCI Queue: at most 100 000 messages in flight for each queue',
  ),
  queueBytes: limit([0, 2 * GB], 'bytes', 'F1.storage', 'OCI Queue: a queue stores at most 2 GB'),
  tenancyBytes: limit(
    [0, 20 * GB],
    'bytes',
    'F1.storage-tenancy',
    'OCI Queue: the queues of a tenancy store at most 20 GB',
  ),
  queues: limit([0, 10], 'queues', 'F1.queues', 'OCI Queue: 10 queues for each tenancy and region'),
  groups: limit([0, 10], 'groups', 'F1.groups', 'OCI Queue: 10 consumer groups for each queue'),
  channels: limit([0, 256], 'channels', 'F1.channels', 'OCI Queue: a queue has at most 256 channels'),
  channelId: limit([1, 64], 'characters', 'F1.channel-id', 'OCI Queue API: channelId'),
  channelConsumption: limit(
    [1, 100],
    '%',
    'F1.channel-consumption',
    'OCI Queue API: channelConsumptionLimit',
  ),
  requestRate: limit(
    [0, 1_000],
    'requests/s',
    'F1.request-rate',
    'OCI Queue: 1 000 requests per second for each operation and queue',
  ),
  concurrentGets: limit(
    [0, 1_000],
    'requests',
    'F1.concurrent-gets',
    'OCI Queue: 1 000 gets at the same time for each queue',
  ),
  inRate: limit([0, 10 * MB], 'bytes/s', 'F1.throughput', 'OCI Queue: 10 MB/s into each queue'),
  outRate: limit([0, 10 * MB], 'bytes/s', 'F1.throughput', 'OCI Queue: 10 MB/s out of each queue'),
  stompRate: limit([1, 10 * MB], 'bytes/s', 'F7.rate', 'OCI Queue: 10 MB/s for each STOMP connection'),
  stompWindow: limit(
    [1, 100],
    'messages',
    'F7.prefetch',
    'the emulator: messages that a STOMP subscription has pushed and nobody has settled',
  ),
  displayName: limit([1, 255], 'characters', 'F1.display-name', 'OCI Queue API: displayName'),
  list: limit([1, 1_000], 'items', 'F1.list-limit', 'OCI Queue API: limit of a list'),
  purgeChannels: limit([0, 256], 'channels', 'F1.purge-channels', 'OCI Queue API: channelIds of a purge'),
  retryToken: limit([1, 64], 'characters', 'F1.retry-token', 'OCI Queue API: opc-retry-token'),
  retryTokenAge: limit([0, 24], 'h', 'F1.retry-token', 'OCI Queue API: a retry token is good for 24 hours'),
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof OCI_LIMITS;
export type Limits = Readonly<Record<LimitName, Limit>>;
/** Upper ends that differ from those of OCI Queue; `'off'`: no limit. */
export type LimitOverrides = Readonly<Partial<Record<LimitName, number | 'off'>>>;

/**
 * Replaces the upper ends that are named; all else stays what OCI Queue has.
 * @throws RangeError for a name that the table does not have, and for a number below the lower end
 */
export const withLimits = (overrides: LimitOverrides = {}): Limits => {
  const limits: Record<string, Limit> = { ...OCI_LIMITS };
  for (const [name, max] of Object.entries(overrides)) {
    if (max !== undefined) limits[name] = withMax(name, max === 'off' ? Infinity : max);
  }
  // Every name of the table is there.
  return limits as Limits;
};

const withMax = (name: string, max: number): Limit => {
  const known: Readonly<Record<string, Limit>> = OCI_LIMITS;
  const found = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!found) {
    throw new RangeError(`There is no limit "${name}". Use one of: ${Object.keys(OCI_LIMITS).join(', ')}.`);
  }
  if (max >= found.min) return { ...found, max };
  throw new RangeError(
    `Limit ${name} cannot be ${max}: it is ${found.min} ${found.unit} or more, or "off" (${found.source}).`,
  );
};
