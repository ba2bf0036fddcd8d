/** How well a number is known. */
export type Confidence = 'documented' | 'observed' | 'reported' | 'assumed';

/** One limit of OCI Queue, with where it comes from. */
export interface Limit {
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  readonly source: string;
  readonly confidence: Confidence;
}

const limit = (
  range: readonly [number, number],
  unit: string,
  source: string,
  confidence: Confidence,
): Limit => ({
  min: range[0],
  max: range[1],
  unit,
  source,
  confidence,
});

/** Every limit that the emulator enforces. */
export const OCI_LIMITS = {
  batch: limit([1, 20], 'entries', 'OCI Queue: a put, update or delete takes 1 to 20 entries', 'documented'),
  requestBytes: limit(
    [0, 512 * 1024],
    'bytes',
    'OCI Queue: a put request holds at most 512 KB',
    'documented',
  ),
  messageBytes: limit(
    [0, 256 * 1024],
    'bytes',
    'OCI Queue: a message holds at most 256 KB (older pages: 128 KB)',
    'reported',
  ),
  responseBytes: limit([0, 2_000_000], 'bytes', 'OCI Queue: a get returns at most 2 MB', 'documented'),
  getLimit: limit([1, 20], 'messages', 'OCI Queue: a get returns 1 to 20 messages', 'documented'),
  visibility: limit(
    [0, 43_200],
    's',
    'OCI Queue: the visibility of a message is 0 to 12 hours',
    'documented',
  ),
  queueVisibility: limit(
    [1, 43_200],
    's',
    'OCI Queue: the visibility of a queue is 1 second to 12 hours',
    'documented',
  ),
  polling: limit([0, 30], 's', 'OCI Queue: a get waits 0 to 30 seconds', 'documented'),
  retention: limit([10, 604_800], 's', 'OCI Queue: a message is kept 10 seconds to 7 days', 'documented'),
  deliveries: limit(
    [0, 20],
    'deliveries',
    'OCI Queue: 1 to 20 deliveries before the dead-letter queue, 0 is off',
    'documented',
  ),
  displayName: limit([1, 255], 'characters', 'OCI Queue API: displayName', 'reported'),
  channelConsumption: limit([1, 100], '%', 'OCI Queue API: channelConsumptionLimit', 'documented'),
  channelId: limit([1, 64], 'characters', 'OCI Queue API: channelId', 'reported'),
  channels: limit([0, 256], 'channels', 'OCI Queue: a queue has at most 256 channels', 'documented'),
  inFlight: limit(
    [0, 100_000],
    'messages',
    'OCI Queue: at most 100 000 messages in flight for each queue',
    'documented',
  ),
  list: limit([1, 1_000], 'items', 'OCI Queue API: limit of a list', 'reported'),
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof OCI_LIMITS;
export type Limits = Readonly<Record<LimitName, Limit>>;

/** Replaces the upper ends that are named; all else stays what OCI Queue has. */
export const withLimits = (maxima: Readonly<Partial<Record<LimitName, number>>> = {}): Limits => {
  const limits: Record<LimitName, Limit> = { ...OCI_LIMITS };
  for (const name of Object.keys(OCI_LIMITS) as LimitName[]) {
    const max = maxima[name];
    if (max !== undefined) limits[name] = { ...limits[name], max };
  }
  return limits;
};
