import type { FastifyError, FastifyInstance } from 'fastify';
import type { Limit } from '../limits/limits.js';
import { cutOffAfter } from './body-limit.js';
import { OciError, invalidParameter, payloadTooLarge } from './oci-error.js';

export interface ErrorReplyOptions {
  /** Bound of a body, for the text of its refusal. */
  readonly requestBytes: Limit;
  /** Told about errors of the emulator itself. */
  readonly reportFault: (error: Error) => void;
}

/** The one place where failures become replies: `{code, message}`, as OCI writes them. */
export const replyWithErrors = (app: FastifyInstance, options: ErrorReplyOptions): void => {
  app.setErrorHandler((error: FastifyError | OciError, request, reply) => {
    if (error.code === BODY_TOO_LARGE) cutOffAfter(request.raw);
    const { status, code, message } = toOciError(error, options.requestBytes);
    if (status >= 500) options.reportFault(error);
    return reply.code(status).type('application/json').send(JSON.stringify({ code, message }));
  });
  app.setNotFoundHandler((request, reply) => {
    const message = `${request.method} on this path is no operation that the emulator has.`;
    return reply
      .code(404)
      .type('application/json')
      .send(JSON.stringify({ code: 'NotFound', message }));
  });
};

/** Fastify stops reading there, or does not begin when the request says how long it is. */
const BODY_TOO_LARGE = 'FST_ERR_CTP_BODY_TOO_LARGE';

const toOciError = (error: FastifyError | OciError, requestBytes: Limit): OciError => {
  if (error instanceof OciError) return error;
  if (error.code === BODY_TOO_LARGE) return payloadTooLarge('The body is', requestBytes);
  // A body that is read while it comes may stop to come; nobody hears the answer.
  if (error.code === 'ECONNRESET')
    return invalidParameter('The request ended before its body did. Send all of it.');
  // Validation texts name the field and the rule, never the value.
  if (error.validation) return invalidParameter(`${error.message}. Correct the request.`);
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return new OciError(error.statusCode, 'InvalidParameter', error.message);
  }
  return new OciError(
    500,
    'InternalServerError',
    'The emulator failed: a bug of its own, reported where it runs. Please pass the report on.',
  );
};
