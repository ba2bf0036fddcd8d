import type { OutgoingMessage } from '../contracts/message.js';

/** Room for the names, quotes and braces that the wire adds around a message and its properties. */
const ENVELOPE_BYTES = 80;

const utf8 = (text: string): number => Buffer.byteLength(text);

/** Size of a message in a put request, in bytes: content as it is escaped in JSON, channel and properties. An upper estimate. */
export const byteLength = ({ content, lane = '', properties = {} }: OutgoingMessage): number =>
  ENVELOPE_BYTES + utf8(JSON.stringify(content)) + utf8(lane) + utf8(JSON.stringify(properties));
