/** The parts of `Authorization: Signature version="1",keyId="…",…`; SDKs write them in different orders. */
export interface SignatureParts {
  readonly keyId: string;
  readonly algorithm: string;
  /** Names of the signed headers, lower case, in the order in which they were signed. */
  readonly headers: readonly string[];
  readonly signature: string;
}

/** A header that was read, and what is around its signature. */
interface ReadHeader {
  readonly parts: SignatureParts;
  /** Ends with the quote before the signature. */
  readonly before: string;
  /** Begins with the quote behind it. */
  readonly after: string;
}

const SCHEME = /^Signature\s+/i;
const PART = /([a-zA-Z]+)="([^"]*)"/g;

/**
 * A reader that gives `undefined` for anything that is not a complete version 1 signature. A client sends the same header with every
 * request but for the signature, so the last one is remembered as text and only the signature is taken out of the next. How to
 * read it is all that is remembered, not whether it was right.
 */
export const authorizationReader = (): ((text: string | undefined) => SignatureParts | undefined) => {
  let last: ReadHeader | undefined;
  return (text) => {
    const again = last && text && readAgain(text, last);
    if (again) return again;
    const read = text === undefined ? undefined : readHeader(text);
    if (read) last = read;
    return read?.parts;
  };
};

const readAgain = (text: string, { parts, before, after }: ReadHeader): SignatureParts | undefined => {
  if (!text.startsWith(before) || !text.endsWith(after)) return undefined;
  const signature = text.slice(before.length, text.length - after.length);
  if (signature === '' || signature.includes('"')) return undefined;
  const { keyId, algorithm, headers } = parts;
  return { keyId, algorithm, headers, signature };
};

const readHeader = (text: string): ReadHeader | undefined => {
  if (!SCHEME.test(text)) return undefined;
  const values = new Map<string, string>();
  let signatureAt = 0;
  for (const { index, 1: name = '', 2: value = '' } of text.matchAll(PART)) {
    values.set(name.toLowerCase(), value);
    if (name.toLowerCase() === 'signature') signatureAt = index + name.length + '="'.length;
  }
  const [keyId, algorithm, headers, signature] = ['keyid', 'algorithm', 'headers', 'signature'].map((name) =>
    values.get(name),
  );
  if (values.get('version') !== '1' || !keyId || !algorithm || !headers || !signature) return undefined;
  return {
    parts: {
      keyId,
      algorithm: algorithm.toLowerCase(),
      headers: headers.toLowerCase().split(' '),
      signature,
    },
    before: text.slice(0, signatureAt),
    after: text.slice(signatureAt + signature.length),
  };
};
