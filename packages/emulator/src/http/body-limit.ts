import type { IncomingMessage } from 'node:http';
import type { EmulatorContext } from './emulator-context.js';

type Rules = Pick<EmulatorContext, 'limits' | 'modes'>;

/** JSON writes one byte of text as up to six (a control character), and needs as much again for its own signs. */
const MAX_ESCAPE = 12;
/** What a refused client may still send. */
const REST_BYTES = 16 * 1024 * 1024;

/** The bytes of a body that are read at most. */
export const bodyLimit = ({ limits }: Rules): number =>
  Math.max(1, Math.min(limits.requestBytes.max, Number.MAX_SAFE_INTEGER));

/** For puts: wide enough that the messages themselves can be measured, where mode `requestSize` asks for it. */
export const putBodyLimit = (rules: Rules): number => {
  const bytes = bodyLimit(rules);
  return rules.modes.requestSize === 'body' ? bytes : Math.min(bytes * MAX_ESCAPE, Number.MAX_SAFE_INTEGER);
};

/**
 * Drops what a client goes on sending after its body was refused: cutting it off at once could cost it the reply. One that does
 * not stop is cut off.
 */
export const cutOffAfter = (request: IncomingMessage, maxBytes = REST_BYTES): void => {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBytes) request.destroy();
  });
};
