/** The parts of `Authorization: Signature version="1",keyId="…",…`; SDKs write them in different orders. */
export interface SignatureParts {
  readonly keyId: string;
  readonly algorithm: string;
  /** Names of the signed headers, lower case, in the order in which they were signed. */
  readonly headers: readonly string[];
  readonly signature: string;
}

const SCHEME = /^Signature\s+/i;
const PART = /([a-zA-Z]+)="([^"]*)"/g;

/** `undefined` for anything that is not a complete version 1 signature. */
export const parseAuthorization = (text: string | undefined): SignatureParts | undefined => {
  if (text === undefined || !SCHEME.test(text)) return undefined;
  const parts = new Map(
    [...text.matchAll(PART)].map(([, name = '', value = '']) => [name.toLowerCase(), value]),
  );
  const [keyId, algorithm, headers, signature] = ['keyid', 'algorithm', 'headers', 'signature'].map((name) =>
    parts.get(name),
  );
  if (parts.get('version') !== '1' || !keyId || !algorithm || !headers || !signature) return undefined;
  return { keyId, algorithm: algorithm.toLowerCase(), headers: headers.toLowerCase().split(' '), signature };
};
