import { QueueError } from '@snoozeq/core/base';
import { CLOCK_PATH } from './protocol.js';

/** Where the clock of an emulator is, by its origin. Throws `QueueError` with code `malformed`. */
export const clockUrl = (origin: string): string => {
  if (!/^https?:/i.test(origin) || !URL.canParse(origin)) {
    throw new QueueError(
      'malformed',
      `Clock URL '${origin}' is not an http or https URL. Give the emulator's origin, such as http://127.0.0.1:61700.`,
    );
  }
  return new URL(CLOCK_PATH, origin).href;
};

export const socketUrl = (origin: string): string => clockUrl(origin).replace(/^http/i, 'ws');

export const unreachable = (url: string, cause?: unknown): QueueError =>
  new QueueError(
    'unavailable',
    `No clock answers at ${url}. Start the emulator there, or leave the clock setting out for system time.`,
    cause === undefined ? {} : { cause },
  );
