import type { PutEntry } from '@snoozeq/queue-engine';

/** Bytes that count towards the size of a message: content, channel id, names and values of properties (assumed), in UTF-8. */
export const messageBytes = ({ content, channel, properties }: PutEntry): number => {
  let bytes = Buffer.byteLength(content) + (channel === undefined ? 0 : Buffer.byteLength(channel));
  for (const name in properties) bytes += Buffer.byteLength(name) + Buffer.byteLength(properties[name] ?? '');
  return bytes;
};
