import { OciError } from '../http/oci-error.js';

/** Why a client gets an ERROR and its connection ends. */
export class StompError extends Error {
  override readonly name = 'StompError';

  /** @param summary the header `message`: a word for programs. @param message what is wrong, the limit and the remedy */
  constructor(
    readonly summary: string,
    message: string,
    /** More headers of the ERROR. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

export const malformed = (message: string): StompError => new StompError('MalformedFrame', message);

export const unsupported = (message: string): StompError => new StompError('Unsupported', message);

export const invalidHeader = (message: string): StompError => new StompError('InvalidParameter', message);

/** The refusals of the REST face are those of this one, too. `undefined` for an error of the emulator itself. */
export const asStompError = (error: unknown): StompError | undefined => {
  if (error instanceof StompError) return error;
  return error instanceof OciError ? new StompError(error.code, error.message) : undefined;
};
