import { QueueError, type QueueErrorCode } from '@snoozeq/core';

/** The header `message` of an ERROR is taken for the code that REST has; no header of it is documented. */
const CODES: Readonly<Record<string, QueueErrorCode>> = {
  NotAuthenticated: 'unauthorised',
  NotAuthorizedOrNotFound: 'not-found',
  InvalidParameter: 'malformed',
  MalformedFrame: 'malformed',
  Unsupported: 'malformed',
  LimitExceeded: 'too-large',
  PayloadTooLarge: 'too-large',
  TooManyRequests: 'throttled',
  Conflict: 'conflict',
  IncorrectState: 'conflict',
};

/** Quotes the code only: the body of an ERROR may hold what was sent. */
export const refused = (summary: string | undefined): QueueError => {
  const code = CODES[summary ?? ''] ?? 'unavailable';
  return new QueueError(code, `the service answered with the ERROR ${summary ?? 'without a reason'}.`);
};

export const disconnected = (cause?: unknown): QueueError =>
  new QueueError('unavailable', 'the connection ended before the service confirmed. Try again.', { cause });

export const late = (what: string, afterMs: number): QueueError =>
  new QueueError('timeout', `${what} was not confirmed within ${afterMs} ms. Try again.`);
