import { QueueError } from '@snoozeq/core';
import { CLOCK_PATH } from './protocol.js';

/** Where the clock of an emulator is, by its origin. Throws `QueueError` with code `malformed`. */
export const socketUrl = (url: string): string => {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) {
    throw new QueueError(
      'malformed',
      `Clock URL '${url}' is not an http or https URL. Give the emulator's origin, such as http://127.0.0.1:61700.`,
    );
  }
  return new URL(CLOCK_PATH, url.replace(/^http/i, 'ws')).href;
};

export const unreachable = (url: string, cause?: Error): QueueError =>
  new QueueError(
    'unavailable',
    `No clock answers at ${url}. Start the emulator there, or leave the clock setting out for system time.`,
    cause && { cause },
  );
