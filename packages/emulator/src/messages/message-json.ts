import type { DeliveredMessage, StoredMessage } from '@snoozeq/queue-engine';
import type { Modes } from '../limits/modes.js';

/** Service ids look like a partition number times 2^53 plus a counter: no JavaScript number holds them. */
const ID_BASE = 10n << 53n;
/** The latest instant that a date can show; a retention without limit ends there. */
const LAST_MS = 8_640_000_000_000_000;

/** The service's id with every digit. Written into JSON as a bare integer, as the service does. */
export const messageId = (sequence: number): string => (ID_BASE + BigInt(sequence)).toString();

/** `undefined` for what is no id of the emulator, also for one that a JavaScript number has rounded. */
export const sequenceOf = (id: string): number | undefined => {
  const sequence = /^\d{17,20}$/.test(id) ? Number(BigInt(id) - ID_BASE) : 0;
  return Number.isSafeInteger(sequence) && sequence > 0 ? sequence : undefined;
};

/** Messages of one put expire at one instant, and so do those of all puts within a millisecond: the last text is often the next one. */
let lastIso = { atMs: 0, text: new Date(0).toISOString() };

export const isoTime = (atMs: number): string => {
  if (atMs !== lastIso.atMs) lastIso = { atMs, text: new Date(Math.min(atMs, LAST_MS)).toISOString() };
  return lastIso.text;
};

/** Written by hand: `JSON.stringify` cannot write an integer above 2^53. */
export const putMessageJson = (message: StoredMessage): string =>
  `{"id":${messageId(message.sequence)},"expireAfter":"${isoTime(message.expiresAtMs)}"}`;

export const getMessageJson = (
  { message, deliveryCount, visibleAfterMs }: DeliveredMessage,
  receipt: string,
  modes: Pick<Modes, 'createdAt' | 'noMetadata'>,
): string => {
  const createdAt = modes.createdAt === 'present' ? `,"createdAt":"${isoTime(message.createdAtMs)}"` : '';
  return (
    `{"id":${messageId(message.sequence)},"content":${JSON.stringify(message.content)},"receipt":"${receipt}",` +
    `"deliveryCount":${deliveryCount},"visibleAfter":"${isoTime(visibleAfterMs)}",` +
    `"expireAfter":"${isoTime(message.expiresAtMs)}"${createdAt}${metadataJson(message, modes)}}`
  );
};

export const updatedMessageJson = ({
  sequence,
  visibleAfterMs,
}: {
  readonly sequence: number;
  readonly visibleAfterMs: number;
}): string => `{"id":${messageId(sequence)},"visibleAfter":"${isoTime(visibleAfterMs)}"}`;

const metadataJson = (
  { channel, properties }: StoredMessage,
  { noMetadata }: Pick<Modes, 'noMetadata'>,
): string => {
  if (channel === undefined) return noMetadata === 'null' ? ',"metadata":null' : '';
  const customProperties =
    properties === undefined ? '' : `,"customProperties":${JSON.stringify(properties)}`;
  return `,"metadata":{"channelId":${JSON.stringify(channel)}${customProperties}}`;
};
