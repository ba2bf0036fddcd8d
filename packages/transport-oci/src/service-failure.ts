import { stringField } from './fields.js';
import type { HttpReply } from './http-exchange.js';
import { toClockAheadMs, toRetryAfterMs } from './mapping.js';

/** An answer other than success; the fields are named as on the SDK's `OciError`. */
export interface ServiceFailure extends Error {
  readonly statusCode: number;
  /** The service's own code, such as `TooManyRequests`; `None` when something else answered, such as a proxy. */
  readonly serviceCode: string;
  readonly opcRequestId?: string;
  readonly retryAfterMs?: number;
  /** How far this host's clock is ahead of the service's; negative: behind. */
  readonly clockAheadMs?: number;
}

export interface SentCall {
  readonly operation: string;
  /** Wall-clock time of the request. */
  readonly sentAtMs: number;
}

/** Reads an answer other than success. */
export const serviceFailureOf = (reply: HttpReply, { operation, sentAtMs }: SentCall): ServiceFailure => {
  const { code, message } = statedError(reply.text);
  const date = reply.header('date');
  const opcRequestId = reply.header('opc-request-id');
  const retryAfterMs = toRetryAfterMs(reply.header('retry-after'), date);
  const clockAheadMs = toClockAheadMs(sentAtMs, date);
  // Dropped where it may hold anything: when something else than the service answered, and after a put, where it might quote a
  // message. It would reach logs with the cause of an error.
  const words = code && operation !== 'putMessages' ? (message ?? '') : '';
  return Object.assign(new Error(words), {
    name: 'ServiceFailure',
    statusCode: reply.status,
    serviceCode: code ?? 'None',
    ...(opcRequestId === undefined ? {} : { opcRequestId }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(clockAheadMs === undefined ? {} : { clockAheadMs }),
  });
};

const statedError = (text: string): { readonly code?: string; readonly message?: string } => {
  const body = parsedOrNothing(text);
  const code = stringField(body, 'code');
  const message = stringField(body, 'message');
  return { ...(code ? { code } : {}), ...(message ? { message } : {}) };
};

const parsedOrNothing = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
