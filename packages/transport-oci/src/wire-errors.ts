import { QueueError, type QueueErrorCode } from '@snoozeq/core';
import { numberField, stringField } from './fields.js';

export interface FailedCall {
  /** The SDK's name of the operation, such as `getMessages`. */
  readonly operation: string;
  /** What we sent as opc-request-id; the service's own goes first. */
  readonly requestId: string;
}

/** Makes a `QueueError` of anything that a call threw; recognises by shape, because `oci-common` may be in the tree twice. */
export const toQueueError = (thrown: unknown, call: FailedCall): QueueError => {
  if (isQueueError(thrown)) return thrown;
  const status = numberField(thrown, 'statusCode');
  if (status !== undefined) return refused(thrown, status, call);
  if (stringField(thrown, 'name') === 'AbortError') {
    return new QueueError('aborted', `${call.operation} was aborted (opc-request-id ${call.requestId}).`, {
      cause: thrown,
    });
  }
  return unreached(thrown, call);
};

const isQueueError = (thrown: unknown): thrown is QueueError => QueueError.from(thrown) === thrown;

interface Verdict {
  readonly code: QueueErrorCode;
  readonly remedy: string;
}

const BY_SERVICE_CODE: Readonly<Record<string, Verdict>> = {
  RelatedResourceNotAuthorizedOrNotFound: {
    code: 'not-found',
    remedy: 'Check the OCIDs and the IAM policy of this principal.',
  },
  LimitExceeded: {
    code: 'throttled',
    remedy: 'A service limit is used up: let consumers catch up, or ask for a higher limit.',
  },
  QuotaExceeded: {
    code: 'throttled',
    remedy: 'A compartment quota is used up: let consumers catch up, or raise the quota.',
  },
};

const BY_STATUS: Readonly<Record<number, Verdict>> = {
  401: {
    code: 'unauthorised',
    remedy:
      "Check key, fingerprint, user and tenancy of the profile, that a session token has not expired, and that endpoint is the queue's messagesEndpoint.",
  },
  403: { code: 'unauthorised', remedy: 'Check the IAM policy of this principal.' },
  404: {
    code: 'not-found',
    remedy:
      'Check the queue OCID, the endpoint and the IAM policy: OCI answers 404 as well when the permission is missing.',
  },
  408: { code: 'timeout', remedy: 'Try again.' },
  409: { code: 'conflict', remedy: 'The resource is being changed; try again later.' },
  412: { code: 'conflict', remedy: 'The resource was changed in between; read it again.' },
  413: { code: 'too-large', remedy: 'Send smaller messages or fewer in one call.' },
  429: { code: 'throttled', remedy: 'Slow down, or fill the batches: the limit counts requests.' },
};

const verdictOf = (status: number, serviceCode: string): Verdict => {
  const known = BY_SERVICE_CODE[serviceCode] ?? BY_STATUS[status];
  if (known) return known;
  if (status >= 500) return { code: 'unavailable', remedy: 'Try again later.' };
  if (status >= 400)
    return {
      code: 'malformed',
      remedy: 'The service did not accept the request; do not repeat it as it is.',
    };
  return { code: 'misconfigured', remedy: 'Check the endpoint: something other than the queue answered.' };
};

/** The code for a status of a whole call or of one entry. */
export const codeOfStatus = (status: number): QueueErrorCode => verdictOf(status, 'None').code;

const refused = (thrown: unknown, status: number, { operation, requestId }: FailedCall): QueueError => {
  const serviceCode = stringField(thrown, 'serviceCode') ?? 'None';
  const { code, remedy } = verdictOf(status, serviceCode);
  const id = stringField(thrown, 'opcRequestId') ?? requestId;
  const retryAfterMs = numberField(thrown, 'retryAfterMs');
  const text = [
    `${operation} was refused with ${status} ${serviceCode} (opc-request-id ${id}).`,
    stated(thrown, operation, serviceCode),
    status === 401 ? clockHint(thrown) : '',
    remedy,
  ];
  return new QueueError(code, text.filter(Boolean).join(' '), {
    cause: thrown,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
};

const MAX_STATED = 200;

/** What the service says. Left out after a put, where it might quote the message, and when something else than the service answered. */
const stated = (thrown: unknown, operation: string, serviceCode: string): string => {
  const message = stringField(thrown, 'message');
  if (!message || serviceCode === 'None' || operation === 'putMessages') return '';
  return `The service says: "${printable(message)}".`;
};

/** One short line of foreign text. */
export const printable = (text: string): string =>
  text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_STATED);

/** A signature is refused beyond 5 minutes of difference (OCI limit, documented); one minute is worth a hint. */
const WORTH_A_HINT_MS = 60_000;

const clockHint = (thrown: unknown): string => {
  const aheadMs = numberField(thrown, 'clockAheadMs') ?? 0;
  if (Math.abs(aheadMs) < WORTH_A_HINT_MS) return '';
  const side = aheadMs > 0 ? 'ahead of' : 'behind';
  return `The clock of this host is ${Math.round(Math.abs(aheadMs) / 1_000)} s ${side} the service's; beyond 300 s signatures are refused.`;
};

const TIMEOUT_CODES: ReadonlySet<string> = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);
const TLS_CODES = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_SSL|ERR_TLS/;

const networkVerdict = (code: string): Verdict => {
  if (TIMEOUT_CODES.has(code))
    return { code: 'timeout', remedy: 'Check the network path and the endpoint, or try again.' };
  if (TLS_CODES.test(code))
    return {
      code: 'misconfigured',
      remedy: 'Check the certificate of the endpoint and the trusted authorities (NODE_EXTRA_CA_CERTS).',
    };
  return { code: 'unavailable', remedy: 'Check that the endpoint is right and reachable, or try again.' };
};

/** The text of a foreign error is not repeated, only its code or name: it is kept as the cause. */
const unreached = (thrown: unknown, { operation, requestId }: FailedCall): QueueError => {
  const symptom = stringField(thrown, 'code') ?? stringField(thrown, 'name') ?? 'an unknown error';
  const { code, remedy } = networkVerdict(symptom);
  const text = `${operation} failed with ${symptom} (opc-request-id ${requestId}). ${remedy}`;
  // These two hold a piece of the reply, which may be a message.
  const quotes = symptom.startsWith('HPE_') || symptom === 'SyntaxError';
  return new QueueError(code, text, quotes ? {} : { cause: thrown });
};
