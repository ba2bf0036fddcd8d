import type { DeliveredMessage, StoredMessage } from '@snoozeq/queue-engine';

/** Service ids look like a partition number times 2^53 plus a counter: no JavaScript number holds them. */
const ID_BASE = 10n << 53n;

/** The service's id with every digit. Written into JSON as a bare integer, as the service does. */
export const messageId = (sequence: number): string => (ID_BASE + BigInt(sequence)).toString();

export const isoTime = (atMs: number): string => new Date(atMs).toISOString();

/** Written by hand: `JSON.stringify` cannot write an integer above 2^53. */
export const putMessageJson = (message: StoredMessage): string =>
  `{"id":${messageId(message.sequence)},"expireAfter":"${isoTime(message.expiresAtMs)}"}`;

export const getMessageJson = (
  { message, deliveryCount, visibleAfterMs }: DeliveredMessage,
  receipt: string,
): string =>
  `{"id":${messageId(message.sequence)},"content":${JSON.stringify(message.content)},"receipt":"${receipt}",` +
  `"deliveryCount":${deliveryCount},"visibleAfter":"${isoTime(visibleAfterMs)}","expireAfter":"${isoTime(message.expiresAtMs)}",` +
  `"createdAt":"${isoTime(message.createdAtMs)}"${metadataJson(message)}}`;

export const updatedMessageJson = (sequence: number, visibleAfterMs: number): string =>
  `{"id":${messageId(sequence)},"visibleAfter":"${isoTime(visibleAfterMs)}"}`;

const metadataJson = ({ channel, properties }: StoredMessage): string => {
  if (channel === undefined) return '';
  const customProperties =
    properties === undefined ? '' : `,"customProperties":${JSON.stringify(properties)}`;
  return `,"metadata":{"channelId":${JSON.stringify(channel)}${customProperties}}`;
};
