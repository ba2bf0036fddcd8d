import type { ServerFrame } from '../frames/frame.js';
import type { StompError } from '../stomp-error.js';

/**
 * No header of ERROR is documented, so these are those of the STOMP specification; all but `content-type`, since stompit 1.0 fails on
 * an ERROR that says it is text.
 */
export const errorFrame = (
  { summary, message, headers }: StompError,
  receipt: string | undefined,
): ServerFrame => ({
  command: 'ERROR',
  headers: {
    message: summary,
    ...(receipt !== undefined && { 'receipt-id': receipt }),
    ...headers,
  },
  body: `${summary}: ${message}\n`,
});
