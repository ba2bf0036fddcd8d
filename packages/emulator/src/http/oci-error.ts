/** A refusal in the form that OCI gives it: an HTTP status, a code for programs and a sentence for people. */
export class OciError extends Error {
  override readonly name = 'OciError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const invalidParameter = (message: string): OciError => new OciError(400, 'InvalidParameter', message);

export const tooManyRequests = (what: string, { source }: { readonly source: string }): OciError =>
  new OciError(429, 'TooManyRequests', `${what} (${source}). Wait, then send it again; send larger batches.`);

export const payloadTooLarge = (
  what: string,
  { max, source }: { readonly max: number; readonly source: string },
): OciError =>
  new OciError(
    413,
    'PayloadTooLarge',
    `${what} larger than ${max} bytes (${source}). Send fewer or smaller messages at once.`,
  );

export const limitExceeded = (message: string): OciError => new OciError(400, 'LimitExceeded', message);

/** OCI does not tell a missing resource from a hidden one. */
export const notFound = (what: string): OciError =>
  new OciError(404, 'NotAuthorizedOrNotFound', `${what} does not exist here, or the caller may not see it.`);

/** As `notFound`, for what a body names and not the path. */
export const relatedNotFound = (what: string): OciError =>
  new OciError(
    400,
    'RelatedResourceNotAuthorizedOrNotFound',
    `${what} does not exist here, or the caller may not see it.`,
  );

/** Clients send such a call again, so only for states that pass by themselves. */
export const incorrectState = (what: string, state: string, wanted = 'ACTIVE'): OciError =>
  new OciError(409, 'IncorrectState', `${what} is ${state}. Wait until it is ${wanted}.`);
