import type {
  Delivery,
  DurationMs,
  EpochMs,
  Hiding,
  OutgoingMessage,
  QueueSettings,
  QueueStats,
  Receipt,
  ReceiveRequest,
} from '@snoozeq/core';
import { QueueError } from '@snoozeq/core';
import type { models } from 'oci-queue';
import { MAX_HIDE_MS } from './limits.js';

const SECOND_MS = 1_000;

/** Rounded up: a wait of half a second must not become a short poll, nor a lease shorter than was asked for. */
const toSecondsUp = (durationMs: DurationMs): number => Math.ceil(durationMs / SECOND_MS);
/** Rounded down: a message may come back early and wait in memory, but must not come back late. */
const toSecondsDown = (durationMs: DurationMs): number => Math.floor(durationMs / SECOND_MS);

/** How long the service may wait before it answers. */
export const toPollMs = ({ waitMs }: ReceiveRequest): DurationMs => toSecondsUp(waitMs) * SECOND_MS;

export const toReceiveQuery = ({ limit, waitMs, leaseMs, lane }: ReceiveRequest) => ({
  limit,
  timeoutInSeconds: toSecondsUp(waitMs),
  visibilityInSeconds: toSecondsUp(leaseMs),
  ...(lane === undefined ? {} : { channelFilter: lane }),
});

export const toDelivery = (message: models.GetMessage, { leaseMs }: ReceiveRequest): Delivery => {
  const leaseUntilMs = toEpochMs(message.visibleAfter, 'visibleAfter');
  const expiresAtMs = toEpochMs(message.expireAfter, 'expireAfter');
  const lane = message.metadata?.channelId;
  // Typed as required by the SDK, but it is absent where the service is older.
  const createdAt: Date | undefined = message.createdAt;
  return {
    message: {
      id: String(message.id),
      content: message.content,
      properties: message.metadata?.customProperties ?? {},
      ...(lane ? { lane } : {}),
      ...(createdAt ? { createdAtMs: toEpochMs(createdAt, 'createdAt') } : {}),
      expiresAtMs,
    },
    receipt: message.receipt as Receipt,
    deliveryCount: message.deliveryCount,
    leaseUntilMs,
    ...(leaseUntilMs >= expiresAtMs ? {} : { servedAtMs: leaseUntilMs - toSecondsUp(leaseMs) * SECOND_MS }),
  };
};

/** The SDK types instants as `Date`, but hands on the strings of the reply. */
export const toEpochMs = (instant: Date | string | null | undefined, field: string): EpochMs => {
  const epochMs = new Date(instant ?? Number.NaN).getTime();
  if (!Number.isNaN(epochMs)) return epochMs;
  throw unreadable(`instant in ${field}`, 'endpoint');
};

/** Passing, because the next reply may come from the service again; nothing of the reply is repeated. */
export const unreadable = (missing: string, option: string): QueueError =>
  new QueueError('unavailable', `the reply holds no ${missing}. Check what answers at the ${option}.`);

export const toPutEntry = ({
  content,
  lane,
  properties,
}: OutgoingMessage): models.PutMessagesDetailsEntry => ({
  content,
  ...(lane === undefined
    ? {}
    : { metadata: { channelId: lane, ...(properties ? { customProperties: { ...properties } } : {}) } }),
});

export const toUpdateEntry = ({ receipt, forMs }: Hiding): models.UpdateMessagesDetailsEntry => ({
  receipt,
  visibilityInSeconds: toSecondsDown(forMs),
});

export const toSettings = (queue: models.Queue, maxMessageBytes: number): QueueSettings => ({
  retentionMs: toRetentionMs(queue),
  // Null or absent where no dead letter queue was asked for.
  maxDeliveries: queue.deadLetterQueueDeliveryCount ?? 0,
  maxHideMs: MAX_HIDE_MS,
  maxMessageBytes,
});

/** The service counts approximately. */
export const toStats = (stats: models.QueueStats | undefined): QueueStats => ({
  visible: toCount(stats, 'visibleMessages'),
  inFlight: toCount(stats, 'inFlightMessages'),
  sizeBytes: toCount(stats, 'sizeInBytes'),
});

const toCount = (stats: models.QueueStats | undefined, name: keyof models.Stats & string): number => {
  const count: unknown = stats?.queue?.[name];
  if (typeof count === 'number' && count >= 0) return count;
  throw unreadable(`number in ${name}`, 'endpoint');
};

const toRetentionMs = ({ retentionInSeconds }: models.Queue): DurationMs => {
  if (Number.isFinite(retentionInSeconds)) return retentionInSeconds * SECOND_MS;
  throw unreadable('number in retentionInSeconds', 'adminEndpoint');
};

/** `Retry-After` is a number of seconds or an instant; an instant counts from the reply's own `Date`, never from our clock. */
export const toRetryAfterMs = (
  value: string | undefined,
  date: string | undefined,
): DurationMs | undefined => {
  if (!value) return undefined;
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * SECOND_MS;
  const restMs = Date.parse(value) - Date.parse(date ?? '');
  return Number.isNaN(restMs) ? undefined : Math.max(0, restMs);
};

/** How far the clock that gave `sentAtMs` is ahead of the one that gave `date`. */
export const toClockAheadMs = (sentAtMs: EpochMs, date: string | undefined): DurationMs | undefined => {
  const aheadMs = sentAtMs - Date.parse(date ?? '');
  return Number.isNaN(aheadMs) ? undefined : aheadMs;
};
