import type { FastifyError, FastifyInstance } from 'fastify';
import { OciError, invalidParameter } from './oci-error.js';

export interface ErrorReplyOptions {
  readonly requestBytesMax: number;
  /** Told about errors of the emulator itself. */
  readonly reportFault: (error: Error) => void;
}

/** The one place where failures become replies: `{code, message}`, as OCI writes them. */
export const replyWithErrors = (app: FastifyInstance, options: ErrorReplyOptions): void => {
  app.setErrorHandler((error: FastifyError | OciError, _request, reply) => {
    const { status, code, message } = toOciError(error, options.requestBytesMax);
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

const toOciError = (error: FastifyError | OciError, requestBytesMax: number): OciError => {
  if (error instanceof OciError) return error;
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new OciError(
      413,
      'PayloadTooLarge',
      `The body is larger than ${requestBytesMax} bytes (OCI Queue: a put request holds at most 512 KB). Send fewer messages at once.`,
    );
  }
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
