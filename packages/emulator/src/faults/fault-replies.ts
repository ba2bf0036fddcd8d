import type { FastifyReply } from 'fastify';
import { injectedText } from './call-faults.js';
import type { FaultRule } from './fault-plan.js';

interface ReplacedReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const SERVER_CODES = {
  500: 'InternalServerError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
} as const;

/** What is answered in place of a call; `undefined`: the connection is reset. */
export const replacedReply = ({ name, fault }: FaultRule): ReplacedReply | undefined => {
  if (fault.kind === 'throttle') {
    return json(429, 'TooManyRequests', injectedText(name, 'Send the request again, later.'));
  }
  if (fault.kind !== 'server-error') return undefined;
  const { status } = fault;
  if (fault.body === 'json')
    return json(status, SERVER_CODES[status], injectedText(name, 'Send the request again.'));
  const body = `<html><body><h1>${status} ${SERVER_CODES[status]}</h1></body></html>`;
  return { status, contentType: 'text/html', body };
};

const json = (status: number, code: string, message: string): ReplacedReply => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify({ code, message }),
});

/** Sets status and headers, and returns the body. Nothing tells of what the operation had answered. */
export const takePlaceOf = (reply: FastifyReply, { status, contentType, body }: ReplacedReply): string => {
  for (const name of ['etag', 'opc-work-request-id', 'opc-next-page']) reply.removeHeader(name);
  void reply.code(status).type(contentType);
  return body;
};
