import type { PutEntry } from '@snoozeq/queue-engine';
import type { Modes } from '../limits/modes.js';

type Sized = Pick<PutEntry, 'content' | 'channel' | 'properties'>;

/** Bytes of content, channel id, names and values of properties, in UTF-8. */
export const messageBytes = ({ content, channel, properties }: Sized): number => {
  let bytes = Buffer.byteLength(content) + (channel === undefined ? 0 : Buffer.byteLength(channel));
  for (const name in properties) bytes += Buffer.byteLength(name) + Buffer.byteLength(properties[name] ?? '');
  return bytes;
};

/** The bytes that count towards the largest message. */
export const countedBytes = (entry: Sized, { messageSize }: Pick<Modes, 'messageSize'>): number =>
  messageSize === 'content' ? Buffer.byteLength(entry.content) : messageBytes(entry);
