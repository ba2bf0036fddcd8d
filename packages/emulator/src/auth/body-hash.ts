import { hash } from 'node:crypto';
import { OciError } from '../http/oci-error.js';

/** @throws OciError 401 when the body is not the one that was signed */
export const checkBodyHash = (body: Buffer | undefined, signedHash: string): void => {
  // In one call: an object that takes a body in pieces costs more than the hash of a small one. How long the comparison takes tells
  // a client nothing, which knows both sides.
  if (hash('sha256', body ?? '', 'buffer').equals(Buffer.from(signedHash, 'base64'))) return;
  throw new OciError(
    401,
    'NotAuthenticated',
    'x-content-sha256 is not the hash of the body. Hash the bytes that you send.',
  );
};
