import type { IncomingHttpHeaders } from 'node:http';

export interface SignedRequest {
  readonly method: string;
  /** Path and query exactly as they were sent. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

const BODY_METHODS: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

/** What a signature has to cover besides one of `date` and `x-date`. */
export const requiredHeaders = (method: string): readonly string[] =>
  BODY_METHODS.has(method)
    ? ['(request-target)', 'host', 'content-length', 'content-type', 'x-content-sha256']
    : ['(request-target)', 'host'];

/** The text that the client signed, rebuilt in its own order; `undefined` when a header that it names was not sent. */
export const signingString = (names: readonly string[], request: SignedRequest): string | undefined => {
  const lines: string[] = [];
  for (const name of names) {
    const value = name === '(request-target)' ? requestTarget(request) : request.headers[name];
    if (typeof value !== 'string') return undefined;
    lines.push(`${name}: ${value}`);
  }
  return lines.join('\n');
};

const requestTarget = ({ method, target }: SignedRequest): string => `${method.toLowerCase()} ${target}`;
