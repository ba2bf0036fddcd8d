import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { clientPart } from './follow-requests.js';
import { createRequestIds } from './request-id.js';

const body = (code: string, message: string): string => JSON.stringify({ code, message });

const PATH_REFUSALS: Readonly<Record<string, string>> = {
  FST_ERR_BAD_URL: 'The path is not percent-encoded UTF-8. Encode what is not a letter or a digit.',
  FST_ERR_MAX_PARAM_LENGTH:
    'A part of the path is longer than any id or receipt. Send ids as they were received.',
};

/** Refuses paths that no route can be found for, before any hook runs: hence with a request id of its own. */
export const refusePath = (): ((
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
) => void) => {
  const serviceParts = createRequestIds();
  return (error, request, reply) => {
    const serviceId = serviceParts();
    void reply
      .code(400)
      .headers({
        'opc-request-id': `${clientPart(request) ?? serviceId.slice(-32)}/${serviceId}`,
        'content-type': 'application/json',
      })
      .send(
        body(
          'InvalidParameter',
          PATH_REFUSALS[error.code] ?? 'The request cannot be routed. Correct its path.',
        ),
      );
  };
};

const UNREADABLE: Readonly<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The headers are too large. Send less of them.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time. Send it again.'],
};

/** Answers what is no HTTP, and closes the connection: where the next request would start is not known. */
export const refuseUnreadable = (error: Error & { readonly code?: string }, socket: Socket): void => {
  if (error.code !== 'ECONNRESET' && socket.writable) {
    const [status, message] = UNREADABLE[error.code ?? ''] ?? [
      400,
      'The request is not HTTP/1.1. Correct it.',
    ];
    const text = body('InvalidParameter', message);
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
    );
  }
  socket.destroy();
};
