import { escaped } from './escapes.js';
import type { ServerFrame, StompVersion } from './frame.js';

/** A frame in bytes; a body always comes with its length, since it may hold a NUL. */
export const writeFrame = ({ command, headers, body }: ServerFrame, version: StompVersion): Buffer => {
  // The version that escapes depend on is known only after this frame.
  const rule = command === 'CONNECTED' ? '1.0' : version;
  const lines = Object.entries(headers).map(
    ([name, value]) => `${escaped(name, rule)}:${escaped(value, rule)}\n`,
  );
  const length = body === undefined ? '' : `content-length:${Buffer.byteLength(body)}\n`;
  return Buffer.from(`${command}\n${lines.join('')}${length}\n${body ?? ''}\0`);
};
