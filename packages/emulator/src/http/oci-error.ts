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

/** OCI does not tell a missing resource from a hidden one. */
export const notFound = (what: string): OciError =>
  new OciError(404, 'NotAuthorizedOrNotFound', `${what} does not exist here, or the caller may not see it.`);

/** Clients send such a call again, so only for states that pass by themselves. */
export const incorrectState = (what: string, state: string, wanted = 'ACTIVE'): OciError =>
  new OciError(409, 'IncorrectState', `${what} is ${state}. Wait until it is ${wanted}.`);

/** The status is observed on the service, the code is not known; not `IncorrectState`, which clients would send again. */
export const staleReceipt = (): OciError =>
  new OciError(
    409,
    'Conflict',
    'The receipt is no longer valid: the message was delivered again, deleted, expired or dead-lettered. Receive it again.',
  );

export const unreadableReceipt = (): OciError =>
  invalidParameter(
    'The receipt was not issued for this queue by this run of the emulator. Send a receipt of a get unchanged.',
  );
